import { newId } from "#shared/lib/id.ts";
import { problem } from "#shared/lib/problem.ts";
import { Refusal } from "#server/refusal.ts";
import { UniqueViolation, type Row, type Store } from "#server/store/port.ts";
import { FreshCache } from "#server/auth/cache.ts";

export interface WorkspaceEntry {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** False while it is being made. */
  readonly ready: boolean;
}
export interface Membership {
  readonly workspace: WorkspaceEntry;
  readonly account: string;
  readonly roles: readonly string[];
}
export interface Member {
  readonly account: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly active: boolean;
  /** Has a password, so may sign in. */
  readonly signsIn: boolean;
  /** False for people whom sample data brought (`people.ts`). */
  readonly hasAccount: boolean;
}

const WORKSPACE = "w.id, w.slug, w.name, w.ready";
const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Words that addresses need for themselves. */
const RESERVED = new Set(["api", "setup", "sign-in", "reset", "w", "studio", "assets", "admin", "new", "public", "mcp", "healthz", "readyz", "metrics"]);

export const isSlug = (text: string): boolean => text.length >= 2 && text.length <= 40 && SLUG.test(text) && !RESERVED.has(text);

/** The list of workspaces and who belongs to which, in the system store. */
export class Directory {
  readonly #memberships = new FreshCache<Membership>();

  constructor(private readonly store: Store) {}

  /** Takes the address; the workspace counts as not there until `setReady`. Throws `Refusal("conflict")` where it is taken. */
  async reserve(slug: string, name: string, by: string): Promise<WorkspaceEntry> {
    const entry: WorkspaceEntry = { id: newId(), slug, name, ready: false };
    try {
      await this.store.write((tx) => tx.run("insert into main.workspace (id, slug, name, created_at, created_by, ready) values (?, ?, ?, ?, ?, 0)", [entry.id, slug, name, new Date().toISOString(), by]));
    } catch (error) {
      if (error instanceof UniqueViolation) throw new Refusal("conflict", [problem("/slug", "unique")]);
      throw error;
    }
    return entry;
  }

  async setReady(id: string): Promise<void> {
    await this.store.write((tx) => tx.run("update main.workspace set ready = 1 where id = ?", [id]));
  }

  async rename(id: string, name: string): Promise<void> {
    await this.store.write((tx) => tx.run("update main.workspace set name = ? where id = ?", [name, id]));
    this.#memberships.forgetWhere((membership) => membership.workspace.id === id);
  }

  async remove(id: string): Promise<void> {
    await this.store.write(async (tx) => {
      await tx.run("delete from main.membership where workspace = ?", [id]);
      await tx.run("delete from main.invite where workspace = ?", [id]);
      await tx.run("delete from main.workspace where id = ?", [id]);
    });
    this.#memberships.forgetWhere((membership) => membership.workspace.id === id);
  }

  async bySlug(slug: string): Promise<WorkspaceEntry | null> {
    const row = await this.store.reader.get(`select ${WORKSPACE} from main.workspace w where w.slug = ?`, [slug]);
    return row ? toWorkspace(row) : null;
  }

  async byId(id: string): Promise<WorkspaceEntry | null> {
    const row = await this.store.reader.get(`select ${WORKSPACE} from main.workspace w where w.id = ?`, [id]);
    return row ? toWorkspace(row) : null;
  }

  async all(): Promise<WorkspaceEntry[]> {
    return (await this.store.reader.all(`select ${WORKSPACE} from main.workspace w order by w.name, w.slug`)).map((row) => toWorkspace(row));
  }

  /** The ready workspaces in which the account is active. */
  async of(account: string): Promise<Membership[]> {
    const rows = await this.store.reader.all(
      `select ${WORKSPACE}, m.roles from main.membership m join main.workspace w on w.id = m.workspace where m.account = ? and m.active = 1 and w.ready = 1 order by w.name, w.slug`,
      [account],
    );
    return rows.map((row) => ({ workspace: toWorkspace(row), account, roles: toRoles(row[4]) }));
  }

  /** What the account is in the workspace; null where it is no (active) member, exactly as where there is no such workspace. */
  membership(slug: string, account: string): Membership | null | Promise<Membership | null> {
    return this.#memberships.get(`${account} ${slug}`, async () => {
      const row = await this.store.reader.get(
        `select ${WORKSPACE}, m.roles from main.membership m join main.workspace w on w.id = m.workspace where w.slug = ? and m.account = ? and m.active = 1 and w.ready = 1`,
        [slug, account],
      );
      return row ? { workspace: toWorkspace(row), account, roles: toRoles(row[4]) } : null;
    });
  }

  async members(workspace: string): Promise<Member[]> {
    const rows = await this.store.reader.all(
      "select m.account, a.email, m.roles, m.active, a.password is not null from main.membership m join main.account a on a.id = m.account where m.workspace = ? order by a.name, a.id",
      [workspace],
    );
    return rows.map(([account, email, roles, active, signsIn]) => ({ account: String(account), email: String(email), roles: toRoles(roles), active: Number(active) === 1, signsIn: signsIn === true || Number(signsIn) === 1, hasAccount: true }));
  }

  /** Makes the account a member, or again an active one, with exactly these roles. */
  async setMember(workspace: string, account: string, roles: readonly string[], active = true): Promise<void> {
    await this.store.write((tx) =>
      tx.run(
        "insert into main.membership (workspace, account, roles, active, created_at) values (?, ?, ?, ?, ?) on conflict (workspace, account) do update set roles = excluded.roles, active = excluded.active",
        [workspace, account, JSON.stringify(roles), active ? 1 : 0, new Date().toISOString()],
      ),
    );
    this.#forgetMember(workspace, account);
  }

  async removeMember(workspace: string, account: string): Promise<void> {
    await this.store.write((tx) => tx.run("delete from main.membership where workspace = ? and account = ?", [workspace, account]));
    this.#forgetMember(workspace, account);
  }

  #forgetMember(workspace: string, account: string): void {
    this.#memberships.forgetWhere((membership) => membership.workspace.id === workspace && membership.account === account);
  }
}

function toWorkspace(row: Row): WorkspaceEntry {
  return { id: String(row[0]), slug: String(row[1]), name: String(row[2]), ready: Number(row[3]) === 1 };
}

function toRoles(raw: unknown): string[] {
  return JSON.parse(String(raw)) as string[]; // written by setMember only
}
