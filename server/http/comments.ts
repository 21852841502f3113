import { Hono, type Context } from "hono";
import type { JsonObject } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import { addComment, editComment, readComments, removeComment, type Commenting } from "#server/records/comments.ts";
import { Refusal } from "#server/refusal.ts";
import { readJsonObject } from "./body.ts";
import type { HttpEnv } from "./context.ts";
import { pageOf } from "./history.ts";
import { readParameters } from "./input.ts";

/** `/records/:object/:id/comments`: {comments, cursor}, newest first; POST {body}; PATCH and DELETE of one's own. */
export function commentRoutes(): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  const path = "/records/:object/:id/comments";

  routes.get(path, async (c) => {
    const { object, id } = c.req.param();
    const { limit, cursor } = pageOf(readParameters(c, ["limit", "cursor"]));
    return c.json(await readComments(commenting(c), object, id, limit, cursor));
  });
  routes.post(path, async (c) => {
    const { object, id } = c.req.param();
    return c.json(await addComment(commenting(c), object, id, bodyIn(await readJsonObject(c))), 201);
  });
  routes.patch(`${path}/:comment`, async (c) => {
    const { object, id, comment } = c.req.param();
    return c.json(await editComment(commenting(c), object, id, comment, bodyIn(await readJsonObject(c))));
  });
  routes.delete(`${path}/:comment`, async (c) => {
    const { object, id, comment } = c.req.param();
    await removeComment(commenting(c), object, id, comment);
    return c.body(null, 204);
  });
  return routes;
}

function commenting(c: Context<HttpEnv>): Commenting {
  const { store, current } = c.get("workspace");
  return { store, reader: store.reader, model: current.model, reads: current.reads, viewer: c.get("viewer"), at: new Date().toISOString() };
}

function bodyIn({ body, ...rest }: JsonObject): unknown {
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new Refusal("not_understood", [problem(`/${unknown.slice(0, 100)}`, "unknown_field", { name: unknown.slice(0, 100) })]);
  return body ?? "";
}
