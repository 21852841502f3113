import { Hono } from "hono";
import { problem } from "#shared/lib/problem.ts";
import { CAPS } from "#shared/metadata/caps.ts";
import { readHistory } from "#server/records/history.ts";
import { Refusal } from "#server/refusal.ts";
import type { HttpEnv } from "./context.ts";
import { readParameters } from "./input.ts";

const PAGE = 50;

/** `GET /records/:object/:id/history?limit&cursor`: {entries, titles, cursor}, newest first. */
export function historyRoutes(): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  routes.get("/records/:object/:id/history", async (c) => {
    const { object, id } = c.req.param();
    const { limit, cursor } = pageOf(readParameters(c, ["limit", "cursor"]));
    const { store, current } = c.get("workspace");
    return c.json(await readHistory({ reader: store.reader, model: current.model, reads: current.reads, viewer: c.get("viewer") }, object, id, limit, cursor));
  });
  return routes;
}

/** `limit` as a whole number within the page size. */
export function pageOf({ limit, cursor }: { limit?: string; cursor?: string }): { limit: number; cursor: string | undefined } {
  if (limit === undefined) return { limit: PAGE, cursor };
  const size = /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (size < 1 || size > CAPS.pageSize) throw new Refusal("not_understood", [problem("", "bad_parameter", { name: "limit" })]);
  return { limit: size, cursor };
}
