import type { Store } from "#server/store/port.ts";
import { hashSecret, newSecret } from "./secrets.ts";

/**
 * `setup`: the first administrator, while there is no account. `sign_in`: one sign-in, printed by the process that starts.
 * `reset`: a new password, by mail. `invite`: the first password of a new member. `join`: an invitation (`invites.ts`), which
 * stands where the others have an account.
 */
export type LinkPurpose = "setup" | "sign_in" | "reset" | "invite" | "join";

const LIFETIME_MS: Record<LinkPurpose, number> = { setup: 365 * 86_400_000, sign_in: 86_400_000, reset: 30 * 60_000, invite: 14 * 86_400_000, join: 14 * 86_400_000 };

/** When a link made now stops working, ISO. */
export const linkExpiry = (purpose: LinkPurpose, now: Date): string => new Date(now.getTime() + LIFETIME_MS[purpose]).toISOString();

/** Links that work once. */
export class Links {
  constructor(
    private readonly store: Store,
    private readonly key: string,
  ) {}

  /** A new link's secret. */
  async create(purpose: LinkPurpose, account: string | null): Promise<string> {
    const secret = newSecret("tgl");
    const now = new Date();
    await this.store.write(async (tx) => {
      await tx.run("delete from main.link where expires_at < ?", [now.toISOString()]);
      await tx.run("insert into main.link (hash, purpose, account, created_at, expires_at) values (?, ?, ?, ?, ?)", [
        hashSecret(this.key, secret), purpose, account, now.toISOString(), linkExpiry(purpose, now),
      ]);
    });
    return secret;
  }

  /** Whose a link is that would work now; null where there is none. */
  async subject(purpose: LinkPurpose, secret: string): Promise<string | null> {
    const row = await this.store.reader.get("select account from main.link where hash = ? and purpose = ? and expires_at > ?", [hashSecret(this.key, secret), purpose, new Date().toISOString()]);
    return typeof row?.[0] === "string" ? row[0] : null;
  }

  /** Whether the link would work now. */
  async valid(purpose: LinkPurpose, secret: string): Promise<boolean> {
    const row = await this.store.reader.get("select 1 from main.link where hash = ? and purpose = ? and expires_at > ?", [hashSecret(this.key, secret), purpose, new Date().toISOString()]);
    return row !== undefined;
  }

  /** Uses the link up. Answers whose it is; null where it is unknown, used or expired: of two at the same time one gets null. */
  async use(purposes: readonly LinkPurpose[], secret: string): Promise<{ purpose: LinkPurpose; account: string | null } | null> {
    const hash = hashSecret(this.key, secret);
    return this.store.exclusive(async (tx) => {
      const row = await tx.get("select purpose, account from main.link where hash = ? and expires_at > ?", [hash, new Date().toISOString()]);
      const purpose = purposes.find((known) => known === row?.[0]);
      if (!row || !purpose || (await tx.run("delete from main.link where hash = ?", [hash])) === 0) return null;
      return { purpose, account: row[1] === null ? null : String(row[1]) };
    });
  }

  /** Ends an account's other links of these purposes (a changed password ends pending resets), or all set-up links. */
  async end(purposes: readonly LinkPurpose[], account: string | null): Promise<void> {
    const places = purposes.map(() => "?").join(", ");
    await this.store.write((tx) =>
      account === null
        ? tx.run(`delete from main.link where account is null and purpose in (${places})`, [...purposes])
        : tx.run(`delete from main.link where account = ? and purpose in (${places})`, [account, ...purposes]),
    );
  }
}
