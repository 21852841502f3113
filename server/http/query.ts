import { Hono, type Context } from "hono";
import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import type { Where } from "#shared/metadata/where.ts";
import { asWhere } from "#shared/query/bind-where.ts";
import type { Query } from "#shared/query/query.ts";
import { QuerySchema } from "#shared/query/query-schema.ts";
import type { Model } from "#shared/model/model.ts";
import { Refusal } from "#server/refusal.ts";
import type { HttpEnv } from "./context.ts";
import { answerHeader } from "./env.ts";
import { checked, readParameters } from "./input.ts";
import { readJson } from "./body.ts";

type C = Context<HttpEnv>;

const LIST_PARAMETERS = ["where", "sort", "fields", "expand", "limit", "skip", "cursor", "count", "view", "deleted"] as const;
const GET_PARAMETERS = ["fields", "expand", "deleted"] as const;
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** Reading records (contract §4): lists, one record, queries. Mounted under `/api/w/:ws`. */
export function queryRoutes(): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get("/records/:object", listRecords);
  app.get("/records/:object/:id", getRecord);
  app.post("/query", runQuery);
  return app;
}

async function listRecords(c: C): Promise<Response> {
  const { current } = c.get("workspace");
  const query = listQuery(c, current.model);
  return c.body(await current.reads.listJson(c.get("viewer"), query), 200, JSON_TYPE);
}

/** The query that a list's address asks; also what exports take. A view's condition and the caller's hold together. */
export function listQuery(c: C, model: Model): Query {
  const parameters = readParameters(c, LIST_PARAMETERS);
  const from = c.req.param("object") ?? "";
  const view = parameters.view === undefined ? undefined : viewOf(model, parameters.view, from);
  const wheres: Where[] = [...(view?.where ? [view.where] : []), ...(parameters.where ? [asWhere(jsonParameter("where", parameters.where))] : [])];
  const sort = parameters.sort ?? view?.sort;
  const [where] = wheres;
  return {
    from,
    ...(where && { where: wheres.length > 1 ? { and: wheres } : where }),
    ...(sort !== undefined && { sort }),
    ...(parameters.fields !== undefined && { fields: names(parameters.fields) }),
    ...(parameters.expand !== undefined && { expand: names(parameters.expand) }),
    ...(parameters.limit !== undefined && { limit: wholeNumber("limit", parameters.limit) }),
    ...(parameters.skip !== undefined && { skip: wholeNumber("skip", parameters.skip) }),
    ...(parameters.cursor !== undefined && { cursor: parameters.cursor }),
    ...(parameters.count !== undefined && { count: flag("count", parameters.count) }),
    ...(parameters.deleted !== undefined && { deleted: flag("deleted", parameters.deleted) }),
  };
}

async function getRecord(c: C): Promise<Response> {
  const parameters = readParameters(c, GET_PARAMETERS);
  const { current } = c.get("workspace");
  const record = await current.reads.getJson(c.get("viewer"), c.req.param("object") ?? "", c.req.param("id") ?? "", {
    ...(parameters.fields !== undefined && { fields: ["revision", ...names(parameters.fields)] }),
    ...(parameters.expand !== undefined && { expand: names(parameters.expand) }),
    ...(parameters.deleted !== undefined && { deleted: flag("deleted", parameters.deleted) }),
  });
  if (record === null) throw new Refusal("not_found", [problem("", "not_found")]);
  const revision = /"revision":(\d+)/.exec(record)?.[1];
  if (revision !== undefined) answerHeader(c, "etag", `"${revision}"`);
  return c.body(record, 200, JSON_TYPE);
}

async function runQuery(c: C): Promise<Response> {
  readParameters(c, []);
  const query = await readQuery(c);
  const { reads } = c.get("workspace").current;
  if (query.groupBy !== undefined || query.measures !== undefined) return c.json(await reads.aggregate(c.get("viewer"), query));
  return c.body(await reads.listJson(c.get("viewer"), query), 200, JSON_TYPE);
}

/** A query has no values that a record keeps: whatever is wrong with its form was not understood. */
async function readQuery(c: C): Promise<Query> {
  const body = await readJson(c);
  try {
    return await checked(body, QuerySchema);
  } catch (error) {
    throw error instanceof Refusal && error.code === "invalid" ? new Refusal("not_understood", error.problems) : error;
  }
}

function viewOf(model: Model, name: string, object: string): { where?: Where; sort?: string } {
  const view = model.views.get(name);
  if (!view || view.object !== object) throw new Refusal("not_understood", [problem("", "unknown_view", { name: name.slice(0, 80) })]);
  return view;
}

function badParameter(name: string): never {
  throw new Refusal("not_understood", [problem("", "bad_parameter", { name })]);
}

function jsonParameter(name: string, text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json; // JSON.parse makes nothing else
  } catch {
    return badParameter(name);
  }
  return isJsonObject(value) ? value : badParameter(name);
}

const names = (text: string): string[] => text.split(",").map((name) => name.trim()).filter((name) => name !== "");

function wholeNumber(name: string, text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : badParameter(name);
}

function flag(name: string, text: string): boolean {
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" || text === "" ? false : badParameter(name);
}
