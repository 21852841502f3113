import { textType } from "#server/store/dialect.ts";
import type { DialectName, Tx } from "#server/store/port.ts";

/**
 * Tables of the system store: who may sign in, and to which workspaces. Times are ISO text on both databases, yes and no are
 * 0 and 1. Secrets are never here, only what they hash to.
 */
export async function createTables(tx: Tx, dialect: DialectName): Promise<void> {
  const text = textType(dialect);
  const strict = dialect === "sqlite" ? " strict" : "";
  const table = (name: string, columns: readonly string[]): Promise<number> => tx.run(`create table if not exists main.${name} (${columns.join(", ")})${strict}`);
  await table("account", [
    `id ${text} primary key`, `email ${text} not null`, `email_key ${text} not null unique`, `name ${text} not null`, `password ${text}`, `language ${text}`,
    "administrator integer not null", "active integer not null", `settings ${text} not null`, `created_at ${text} not null`,
  ]);
  await table("session", [`hash ${text} primary key`, `id ${text} not null`, `account ${text} not null`, `created_at ${text} not null`, `expires_at ${text} not null`]);
  await table("token", [`hash ${text} primary key`, `id ${text} not null`, `account ${text} not null`, `name ${text} not null`, `scope ${text} not null`, `created_at ${text} not null`, `expires_at ${text}`]);
  await table("link", [`hash ${text} primary key`, `purpose ${text} not null`, `account ${text}`, `created_at ${text} not null`, `expires_at ${text} not null`]);
  await table("workspace", [`id ${text} primary key`, `slug ${text} not null unique`, `name ${text} not null`, `created_at ${text} not null`, `created_by ${text} not null`, "ready integer not null"]);
  await table("membership", [`workspace ${text} not null`, `account ${text} not null`, `roles ${text} not null`, "active integer not null", `created_at ${text} not null`, "primary key (workspace, account)"]);
  await table("invite", [
    `id ${text} primary key`, `workspace ${text} not null`, `email ${text} not null`, `email_key ${text} not null`, `name ${text}`, `roles ${text} not null`, `manager ${text}`, `department ${text}`,
    `created_at ${text} not null`, `created_by ${text}`, `expires_at ${text} not null`,
  ]);
  await table("mail", [`id ${text} primary key`, `at ${text} not null`, `recipient ${text} not null`, `subject ${text} not null`, `body ${text} not null`, `sent_at ${text}`]);
  await table("failure", [`key ${text} primary key`, "count integer not null", `since ${text} not null`]);
}
