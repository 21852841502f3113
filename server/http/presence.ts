import { Hono } from "hono";
import { Type } from "typebox";
import { isName } from "#shared/lib/names.ts";
import { isKnownKind } from "#shared/metadata/document.ts";
import { noteDraftPresence } from "#server/metadata/presence.ts";
import { Refusal } from "#server/refusal.ts";
import { USER } from "#server/workspaces/users.ts";
import type { HttpEnv } from "./context.ts";
import { requireBuilder } from "./draft.ts";
import { readBody, readParameters } from "./input.ts";

export const PresenceSchema = Type.Object({ leaves: Type.Optional(Type.Boolean()) }, { additionalProperties: false });

/**
 * `POST /draft/:kind/:name/presence`: a screen says about every 15 seconds that its document is open, and with `leaves` that
 * it no longer is. Answers who else has it open, `{people: [{id, name, since}]}`, first come first; the events tell when to ask
 * anew. Nobody is kept out: a save over somebody else's is refused by its ETag.
 */
export function presenceRoutes(): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.post("/draft/:kind/:name/presence", async (c) => {
    readParameters(c, []);
    const { workspace, store, viewer } = requireBuilder(c);
    const { kind, name } = c.req.param();
    const { leaves = false } = await readBody(c, PresenceSchema);
    if (!isKnownKind(kind) || !isName(name)) throw new Refusal("not_found");
    const present = viewer.id === null ? [] : await noteDraftPresence(store, viewer.id, kind, name, leaves);
    const names = await workspace.current.reads.titles(store.reader, viewer, present.map(({ id }) => ({ object: USER, id })));
    return c.json({ people: present.map(({ id, since }) => ({ id, name: names.get(id) ?? null, since })) });
  });
  return routes;
}
