import { createHmac, randomBytes } from "node:crypto";

/** Argon2id as OWASP advises for servers; the library's default algorithm is argon2id. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A new secret of 256 random bits: `tgs_…` a session, `tgt_…` a token, `tgl_…` a link. */
export function newSecret(prefix: "tgs" | "tgt" | "tgl"): string {
  return `${prefix}_${randomBytes(32).toString("base64url")}`;
}

/** What the store knows of a secret. Keyed, so that a stolen database and another key open nothing. */
export function hashSecret(key: string, secret: string): string {
  return createHmac("sha256", key).update(secret).digest("base64url");
}

// Loaded when a password is first met: most processes start without one.
const argon2 = () => import("@node-rs/argon2");

export async function hashPassword(password: string): Promise<string> {
  return (await argon2()).hash(password, ARGON2);
}

let decoy: Promise<string> | null = null;

/** Whether the password is right. Without a hash (no such account, no password yet) it takes as long and answers no. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const { verify } = await argon2();
  decoy ??= hashPassword(randomBytes(16).toString("hex"));
  const good = await verify(hash ?? (await decoy), password);
  return good && hash !== null;
}
