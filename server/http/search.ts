import { Hono } from "hono";
import { problem } from "#shared/lib/problem.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { Viewer } from "#server/access/rights.ts";
import { Refusal } from "#server/refusal.ts";
import { search, type Candidate, type SearchableObject } from "#server/search/index.ts";
import type { Workspace } from "#server/workspaces/port.ts";
import type { HttpEnv } from "./context.ts";
import { readParameters } from "./input.ts";

const SHOWN = 20;
/** Candidates looked at before giving up on finding more that this viewer may read. */
const LOOKED_AT = 400;
const QUERY_MAX = 200;

/** `/api/w/:ws/search?q=…&object=…`: records by the words in fields that the viewer may read, with their titles. */
export function searchRoutes(): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get("/", async (c) => {
    const { q, object, limit } = readParameters(c, ["q", "object", "limit"]);
    if (q === undefined || q.length > QUERY_MAX) throw new Refusal("not_understood", [problem("", "bad_parameter", { name: "q" })]);
    const { workspace, viewer } = c.var;
    const objects = [...workspace.current.model.objects.values()].filter((candidate) => object === undefined || candidate.name === object);
    const readable = objects.flatMap((candidate) => searchable(candidate, viewer));
    if (object !== undefined && readable.length === 0 && !objects.some((candidate) => viewer.rights.object(candidate.name).policy("read").size > 0)) {
      throw new Refusal("not_understood", [problem("", "unknown_object", { name: object.slice(0, 80) })]);
    }
    return c.json({ results: await find(workspace, viewer, q, readable, readLimit(limit)) });
  });
  return app;
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return SHOWN;
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 100) throw new Refusal("not_understood", [problem("", "bad_parameter", { name: "limit" })]);
  return Number(text);
}

function searchable(object: ObjectModel, viewer: Viewer): SearchableObject[] {
  const rights = viewer.rights.object(object.name);
  if (rights.policy("read").size === 0) return [];
  const fields = object.fields.filter((field) => field.kind.searchable && (rights.field(field.name) === "read" || rights.field(field.name) === "write")).map(({ name }) => name);
  const title = object.titleField !== null && fields.includes(object.titleField) ? object.titleField : null;
  return fields.length > 0 ? [{ object: object.name, fields, title }] : [];
}

interface Result extends Candidate {
  title: string | null;
}

/** The index knows words, not rights: each candidate is shown only where the query's own way out gives its title or covers it. */
async function find(workspace: Workspace, viewer: Viewer, query: string, readable: readonly SearchableObject[], limit: number): Promise<Result[]> {
  const { store, current } = workspace;
  const candidates = await search(store.reader, store.dialect, query, readable, LOOKED_AT);
  const results: Result[] = [];
  const step = Math.max(limit, 50);
  for (let from = 0; from < candidates.length && results.length < limit; from += step) {
    const part = candidates.slice(from, from + step);
    const covered = await readableAmong(workspace, viewer, part);
    const titles = await current.reads.titles(store.reader, viewer, part.map(({ object, record }) => ({ object, id: record })));
    for (const candidate of part) {
      if (covered.has(`${candidate.object} ${candidate.record}`)) results.push({ ...candidate, title: titles.get(candidate.record) ?? null });
    }
  }
  return results.slice(0, limit);
}

async function readableAmong(workspace: Workspace, viewer: Viewer, candidates: readonly Candidate[]): Promise<Set<string>> {
  const readable = new Set<string>();
  for (const object of new Set(candidates.map((candidate) => candidate.object))) {
    const records = candidates.filter((candidate) => candidate.object === object).map(({ record }) => record);
    const ids = await workspace.current.reads.covered(workspace.store.reader, viewer, object, records, "read");
    for (const id of ids) readable.add(`${object} ${id}`);
  }
  return readable;
}
