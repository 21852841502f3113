import { newId } from "#shared/lib/id.ts";
import type { Row, Store } from "#server/store/port.ts";
import { emailKey } from "./accounts.ts";
import { linkExpiry, type Links } from "./links.ts";

/** What whoever accepts becomes. */
export interface Invite {
  readonly id: string;
  readonly workspace: string;
  readonly email: string;
  /** As whoever invited calls him; the invited may say otherwise. */
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly manager: string | null;
  readonly department: string | null;
  readonly created_at: string;
  readonly created_by: string | null;
  readonly expires_at: string;
}

export type NewInvite = Pick<Invite, "workspace" | "email" | "name" | "roles" | "manager" | "department"> & { readonly by: string | null };

const COLUMNS = "id, workspace, email, name, roles, manager, department, created_at, created_by, expires_at";

/** Invitations to a workspace that nobody has accepted yet. There is no account and no member before. */
export class Invites {
  constructor(
    private readonly store: Store,
    private readonly links: Links,
  ) {}

  /** A new invitation and the secret of its link; an earlier one of the same address to the same workspace ends. */
  async create(input: NewInvite): Promise<{ invite: Invite; secret: string }> {
    await this.removeFor(input.workspace, input.email);
    const id = newId();
    const now = new Date();
    const expires = linkExpiry("join", now);
    const { workspace, email, name, roles, manager, department, by } = input;
    await this.store.write((tx) =>
      tx.run(`insert into main.invite (${COLUMNS}, email_key) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
        id, workspace, email.trim(), name, JSON.stringify(roles), manager, department, now.toISOString(), by, expires, emailKey(email),
      ]),
    );
    const secret = await this.links.create("join", id);
    return { invite: { id, workspace, email: email.trim(), name, roles, manager, department, created_at: now.toISOString(), created_by: by, expires_at: expires }, secret };
  }

  /** Those of a workspace that can still be accepted, the newest first. */
  async of(workspace: string): Promise<Invite[]> {
    return (await this.#where("workspace = ?", [workspace])).toReversed();
  }

  /** The invitation behind a link that would work now. */
  async byLink(secret: string): Promise<Invite | null> {
    const id = await this.links.subject("join", secret);
    return id === null ? null : ((await this.#where("id = ?", [id]))[0] ?? null);
  }

  /** Uses the link up: of two at the same time one gets false. */
  async accept(secret: string): Promise<boolean> {
    const used = await this.links.use(["join"], secret);
    if (used?.account) await this.store.write((tx) => tx.run("delete from main.invite where id = ?", [used.account]));
    return used !== null;
  }

  /** Takes an invitation back: its link works no more. False where there is none. */
  async remove(workspace: string, id: string): Promise<boolean> {
    const gone = await this.store.write((tx) => tx.run("delete from main.invite where workspace = ? and id = ?", [workspace, id]));
    if (gone > 0) await this.links.end(["join"], id);
    return gone > 0;
  }

  /** Takes back what was sent to an address: its owner was invited anew, or is a member by now. */
  async removeFor(workspace: string, email: string): Promise<void> {
    for (const { id } of await this.#where("workspace = ? and email_key = ?", [workspace, emailKey(email)])) await this.remove(workspace, id);
  }

  async #where(condition: string, parameters: readonly string[]): Promise<Invite[]> {
    const rows = await this.store.reader.all(`select ${COLUMNS} from main.invite where ${condition} and expires_at > ? order by created_at, id`, [...parameters, new Date().toISOString()]);
    return rows.map(toInvite);
  }
}

function toInvite(row: Row): Invite {
  const [id, workspace, email, name, roles, manager, department, createdAt, createdBy, expiresAt] = row;
  return {
    id: String(id), workspace: String(workspace), email: String(email), name: textOrNull(name),
    roles: JSON.parse(String(roles)) as string[], // written by `create`
    manager: textOrNull(manager), department: textOrNull(department), created_at: String(createdAt), created_by: textOrNull(createdBy), expires_at: String(expiresAt),
  };
}

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
