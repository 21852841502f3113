import type { Json, JsonObject } from "#shared/lib/json.ts";
import { ALL_RIGHTS } from "#server/access/compile.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { Account } from "#server/http/context.ts";
import type { Workspace } from "./port.ts";

/** The platform itself, acting in a workspace. */
export const PLATFORM: Viewer = { id: null, roles: [], rights: ALL_RIGHTS, language: "en" };

/** The built-in object whose records are the people of a workspace. */
export const USER = "user";

/** Values of a member's own `user` record that whoever adds the member may say. */
export interface UserValues {
  readonly name?: string;
  readonly manager?: Json;
  readonly department?: Json;
}

/**
 * Makes the account's `user` record, with the account's id, or brings the one it had back to life. Throws `Refusal` where the
 * values are wrong: a manager that is not there.
 */
export async function putUser(workspace: Workspace, account: Account, values: UserValues, by: Viewer = PLATFORM): Promise<void> {
  const { reads, writes } = workspace.current;
  const wanted = defined(values);
  const known = await reads.stored(workspace.store.reader, USER, account.id);
  if (!known) {
    const at = new Date().toISOString();
    const own = { name: account.name, email: account.email, active: true, language: account.language };
    await workspace.store.exclusive(async (tx) => {
      await writes.load(tx, USER, [{ id: account.id, createdAt: at, createdBy: by.id, values: own }]);
      tx.outbox.event({ type: "record.created", object: USER, record: account.id, at, by: by.id, fields: Object.keys(own) });
    });
    if (Object.keys(wanted).length > 0) await writes.update(by, USER, account.id, wanted);
    return;
  }
  await writes.update(by, USER, account.id, { active: true, ...wanted });
}

/** Changes a member's `user` record. */
export async function changeUser(workspace: Workspace, id: string, values: UserValues & { active?: boolean }, by: Viewer): Promise<void> {
  const wanted = defined(values);
  if (Object.keys(wanted).length > 0) await workspace.current.writes.update(by, USER, id, wanted);
}

function defined(values: UserValues & { active?: boolean }): JsonObject {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
