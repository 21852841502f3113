import { newId } from "#shared/lib/id.ts";
import { LANGUAGES, type Language } from "#shared/lib/label.ts";
import type { Json, JsonObject } from "#shared/lib/json.ts";
import { problem, type Problem } from "#shared/lib/problem.ts";
import { Refusal } from "#server/refusal.ts";
import type { Account } from "#server/http/context.ts";
import { UniqueViolation, type Row, type Store, type Tx } from "#server/store/port.ts";
import { hashPassword, verifyPassword } from "./secrets.ts";

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string | null;
  readonly language?: Language | null;
  readonly administrator?: boolean;
}
export interface AccountChange {
  readonly name?: string;
  readonly language?: Language | null;
  readonly settings?: JsonObject;
}

const COLUMNS = "id, email, name, language, administrator";
const EMAIL = /^[^\s@<>"',;]{1,64}@[^\s@<>"',;]+\.[^\s@<>"',;.]+$/;
const PASSWORD = { min: 8, max: 200 };

/** Problems of an address for sign-in, at `path`. */
export function emailProblems(email: string, path = "/email"): Problem[] {
  return email.length <= 254 && (EMAIL.test(email) || /^[^\s@<>"',;]{1,64}@localhost$/.test(email)) ? [] : [problem(path, "pattern")];
}

export function passwordProblems(password: string, path = "/password"): Problem[] {
  if (password.length < PASSWORD.min) return [problem(path, "password_short", { min: PASSWORD.min })];
  return password.length > PASSWORD.max ? [problem(path, "length", { max: PASSWORD.max })] : [];
}

export function nameProblems(name: string, path = "/name"): Problem[] {
  if (name.trim() === "") return [problem(path, "required")];
  return name.length > 120 ? [problem(path, "length", { max: 120 })] : [];
}

/** People who may sign in. One address is one account, whatever the case of its letters. */
export class Accounts {
  constructor(private readonly store: Store) {}

  async any(): Promise<boolean> {
    return (await this.store.reader.get("select 1 from main.account limit 1")) !== undefined;
  }

  async byId(id: string): Promise<Account | null> {
    return toAccount(await this.store.reader.get(`select ${COLUMNS} from main.account where id = ? and active = 1`, [id]));
  }

  async byEmail(email: string): Promise<Account | null> {
    return toAccount(await this.store.reader.get(`select ${COLUMNS} from main.account where email_key = ? and active = 1`, [emailKey(email)]));
  }

  /** The oldest account that may make workspaces. */
  async firstAdministrator(): Promise<Account | null> {
    return toAccount(await this.store.reader.get(`select ${COLUMNS} from main.account where administrator = 1 and active = 1 order by created_at, id limit 1`));
  }

  async all(): Promise<Account[]> {
    const rows = await this.store.reader.all(`select ${COLUMNS} from main.account where active = 1 order by created_at, id`);
    return rows.flatMap((row) => toAccount(row) ?? []);
  }

  /** Throws `Refusal("invalid")` with all that is wrong; a taken address is `conflict`. */
  async create(input: NewAccount): Promise<Account> {
    const password = await this.#checked(input);
    return this.store.write((tx) => insert(tx, input, password));
  }

  /** The first account of all, once: answers null where somebody was quicker. */
  async createFirst(input: NewAccount): Promise<Account | null> {
    const password = await this.#checked(input);
    return this.store.exclusive(async (tx) => {
      // Two first visits at the same time meet at this row: on PostgreSQL the second waits for the first and then finds it.
      const first = await tx.run("insert into main._meta (key, value) values ('first_account', 'true') on conflict (key) do nothing");
      if (first === 0 || (await tx.get("select 1 from main.account limit 1"))) return null;
      return insert(tx, { ...input, administrator: true }, password);
    });
  }

  /** The account whose address and password these are, or null; takes as long either way. */
  async verify(email: string, password: string): Promise<Account | null> {
    const row = await this.store.reader.get(`select ${COLUMNS}, password from main.account where email_key = ? and active = 1`, [emailKey(email)]);
    const hash = row?.[5];
    return (await verifyPassword(typeof hash === "string" ? hash : null, password)) ? toAccount(row) : null;
  }

  async setPassword(id: string, password: string): Promise<void> {
    const problems = passwordProblems(password);
    if (problems.length > 0) throw new Refusal("invalid", problems);
    const hash = await hashPassword(password);
    await this.store.write((tx) => tx.run("update main.account set password = ? where id = ?", [hash, id]));
  }

  async update(id: string, change: AccountChange): Promise<void> {
    const problems = change.name === undefined ? [] : nameProblems(change.name);
    if (problems.length > 0) throw new Refusal("invalid", problems);
    await this.store.write(async (tx) => {
      if (change.name !== undefined) await tx.run("update main.account set name = ? where id = ?", [change.name.trim(), id]);
      if (change.language !== undefined) await tx.run("update main.account set language = ? where id = ?", [change.language, id]);
      if (change.settings !== undefined) await tx.run("update main.account set settings = ? where id = ?", [JSON.stringify(change.settings), id]);
    });
  }

  /** Lets the account sign in or not. Its sessions are the caller's to end. False where there is no such account. */
  async setActive(email: string, active: boolean): Promise<boolean> {
    return (await this.store.write((tx) => tx.run("update main.account set active = ? where email_key = ?", [active ? 1 : 0, emailKey(email)]))) > 0;
  }

  async settings(id: string): Promise<Json> {
    const row = await this.store.reader.get("select settings from main.account where id = ?", [id]);
    return row ? (JSON.parse(String(row[0])) as Json) : {}; // we wrote it
  }

  async #checked(input: NewAccount): Promise<string | null> {
    const problems = [...emailProblems(input.email), ...nameProblems(input.name), ...(input.password === null ? [] : passwordProblems(input.password))];
    if (problems.length > 0) throw new Refusal("invalid", problems);
    return input.password === null ? null : hashPassword(input.password);
  }
}

export function emailKey(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

async function insert(tx: Tx, input: NewAccount, password: string | null): Promise<Account> {
  const id = newId();
  const email = input.email.trim();
  const administrator = input.administrator ?? false;
  try {
    await tx.run("insert into main.account (id, email, email_key, name, password, language, administrator, active, settings, created_at) values (?, ?, ?, ?, ?, ?, ?, 1, '{}', ?)", [
      id, email, emailKey(email), input.name.trim(), password, input.language ?? null, administrator ? 1 : 0, new Date().toISOString(),
    ]);
  } catch (error) {
    if (error instanceof UniqueViolation) throw new Refusal("conflict", [problem("/email", "unique")]);
    throw error;
  }
  return { id, email, name: input.name.trim(), language: input.language ?? null, administrator };
}

/** An account from the columns `COLUMNS`, beginning at `from`. */
export function toAccount(row: Row | undefined, from = 0): Account | null {
  if (!row) return null;
  const [id, email, name, language, administrator] = row.slice(from);
  return { id: String(id), email: String(email), name: String(name), language: LANGUAGES.find((known) => known === language) ?? null, administrator: Number(administrator) === 1 };
}
