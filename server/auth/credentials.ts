import { newId } from "#shared/lib/id.ts";
import type { Account } from "#server/http/context.ts";
import type { Store } from "#server/store/port.ts";
import { toAccount } from "./accounts.ts";
import { FreshCache } from "./cache.ts";
import { hashSecret, newSecret } from "./secrets.ts";

export const SESSION_DAYS = 30;

/** What a token may do, never more than its account: only in these workspaces, only reading. */
export interface TokenScope {
  readonly workspaces?: readonly string[];
  readonly readOnly?: boolean;
}

/** Who is behind a session cookie or a bearer token. */
export interface Credential {
  readonly kind: "session" | "token";
  readonly id: string;
  readonly account: Account;
  readonly scope: TokenScope;
}

export interface TokenInfo {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly created_at: string;
  readonly expires_at: string | null;
}

/** Hashes kept of secrets. */
const HASHES_MAX = 5000;

const ACCOUNT = "a.id, a.email, a.name, a.language, a.administrator";

/** Sessions and tokens: made, looked up by hash in memory, ended. What is ended is dead at once here, elsewhere within a second. */
export class Credentials {
  readonly #cache = new FreshCache<Credential & { expires: string | null }>();
  /** Hashes of the secrets that came last: a keyed hash costs as much as reading a record. */
  readonly #hashes = new Map<string, string>();

  constructor(
    private readonly store: Store,
    private readonly key: string,
  ) {}

  /** The secret for a new session's cookie. */
  async startSession(account: string): Promise<string> {
    const secret = newSecret("tgs");
    const now = Date.now();
    await this.store.write(async (tx) => {
      await tx.run("delete from main.session where expires_at < ?", [new Date(now).toISOString()]);
      await tx.run("insert into main.session (hash, id, account, created_at, expires_at) values (?, ?, ?, ?, ?)", [
        hashSecret(this.key, secret), newId(), account, new Date(now).toISOString(), new Date(now + SESSION_DAYS * 86_400_000).toISOString(),
      ]);
    });
    return secret;
  }

  /** A new token; the secret is told once. `expires` is an ISO moment. */
  async createToken(account: string, name: string, scope: TokenScope, expires: string | null): Promise<TokenInfo & { token: string }> {
    const token = newSecret("tgt");
    const info: TokenInfo = { id: newId(), name, scope, created_at: new Date().toISOString(), expires_at: expires };
    await this.store.write((tx) =>
      tx.run("insert into main.token (hash, id, account, name, scope, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)", [
        hashSecret(this.key, token), info.id, account, name, JSON.stringify(scope), info.created_at, expires,
      ]),
    );
    return { ...info, token };
  }

  async tokens(account: string): Promise<TokenInfo[]> {
    const rows = await this.store.reader.all("select id, name, scope, created_at, expires_at from main.token where account = ? order by created_at, id", [account]);
    return rows.map(([id, name, scope, created, expires]) => ({
      id: String(id), name: String(name), scope: readScope(scope), created_at: String(created), expires_at: expires === null ? null : String(expires),
    }));
  }

  /** Whether the account had such a token. */
  async deleteToken(account: string, id: string): Promise<boolean> {
    const count = await this.store.write((tx) => tx.run("delete from main.token where account = ? and id = ?", [account, id]));
    this.#cache.forgetWhere((value) => value.kind === "token" && value.id === id);
    return count > 0;
  }

  async endSession(id: string): Promise<void> {
    await this.store.write((tx) => tx.run("delete from main.session where id = ?", [id]));
    this.#cache.forgetWhere((value) => value.kind === "session" && value.id === id);
  }

  /** Ends an account's sessions, and its tokens too where the password was lost. */
  async endAll(account: string, also: { tokens: boolean }): Promise<void> {
    await this.store.write(async (tx) => {
      await tx.run("delete from main.session where account = ?", [account]);
      if (also.tokens) await tx.run("delete from main.token where account = ?", [account]);
    });
    this.forgetAccount(account);
  }

  /** The account has changed: what is kept of it is asked anew. */
  forgetAccount(account: string): void {
    this.#cache.forgetWhere((value) => value.account.id === account);
  }

  /** Who the secret of a cookie or bearer token stands for; null where it is unknown, ended or expired. */
  resolve(secret: string): Credential | null | Promise<Credential | null> {
    if (!/^tg[st]_[\w-]{43}$/.test(secret)) return null;
    const hash = this.#hashOf(secret);
    const found = this.#cache.get(hash, () => this.#find(hash, secret.startsWith("tgs") ? "session" : "token"));
    return found instanceof Promise ? found.then(living) : living(found);
  }

  #hashOf(secret: string): string {
    const known = this.#hashes.get(secret);
    if (known !== undefined) return known;
    const hash = hashSecret(this.key, secret);
    if (this.#hashes.size >= HASHES_MAX) this.#hashes.clear();
    this.#hashes.set(secret, hash);
    return hash;
  }

  async #find(hash: string, kind: "session" | "token"): Promise<(Credential & { expires: string | null }) | null> {
    const scope = kind === "token" ? "c.scope" : "'{}'";
    const row = await this.store.reader.get(`select c.id, ${scope}, c.expires_at, ${ACCOUNT} from main.${kind} c join main.account a on a.id = c.account where c.hash = ? and a.active = 1`, [hash]);
    const account = toAccount(row, 3);
    if (!row || !account) return null;
    return { kind, id: String(row[0]), account, scope: readScope(row[1]), expires: row[2] === null ? null : String(row[2]) };
  }
}

function living<C extends { expires: string | null }>(credential: C | null): C | null {
  return credential && (credential.expires === null || credential.expires > new Date().toISOString()) ? credential : null;
}

function readScope(raw: unknown): TokenScope {
  return JSON.parse(String(raw)) as TokenScope; // written by createToken only
}
