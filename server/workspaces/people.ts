import type { Reader, Tx } from "#server/store/port.ts";

/**
 * Members who can't sign in: the people of a package's sample data (contract §3). Who has an account stands with his roles in
 * the directory, beside the workspaces; these stand in their workspace's own database, as its records do.
 */
const PREFIX = "member ";

/** Their roles, by the id of their `user` record. */
export async function peopleWithoutAccount(reader: Reader): Promise<Map<string, string[]>> {
  const rows = await reader.all("select key, value from main._meta where key >= ? and key < ? order by key", [PREFIX, `${PREFIX.trim()}!`]);
  return new Map(rows.map(([key, value]) => [String(key).slice(PREFIX.length), JSON.parse(String(value)) as string[]])); // written below only
}

/** Makes the person a member with exactly these roles. */
export async function putPersonWithoutAccount(tx: Tx, id: string, roles: readonly string[]): Promise<void> {
  await tx.run("insert into main._meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value", [PREFIX + id, JSON.stringify(roles)]);
}

export async function removePersonWithoutAccount(tx: Tx, id: string): Promise<void> {
  await tx.run("delete from main._meta where key = ?", [PREFIX + id]);
}
