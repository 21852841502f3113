import { createHash } from "node:crypto";
import { Hono, type Context } from "hono";
import { Type } from "typebox";
import { isJsonObject, pointer, type Json, type JsonObject } from "#shared/lib/json.ts";
import { problem, type Problem } from "#shared/lib/problem.ts";
import { CAPS } from "#shared/metadata/caps.ts";
import { Refusal } from "#server/refusal.ts";
import { isSchemaMismatch } from "#server/store/errors.ts";
import type { Operation, WriteOptions, Writes } from "#server/records/port.ts";
import { readJsonObject, readJsonWithText } from "./body.ts";
import type { HttpEnv } from "./context.ts";
import { checked, readParameters } from "./input.ts";
import { problemMessage } from "./messages.ts";

type C = Context<HttpEnv>;

/** Records in one POST. */
const CREATE_MAX = 10_000;
const KEY_MAX = 200;

const BatchSchema = Type.Object(
  {
    mode: Type.Optional(Type.Union([Type.Literal("all"), Type.Literal("each")])),
    operations: Type.Array(Type.Unsafe<JsonObject>(Type.Object({}, { additionalProperties: true }))),
  },
  { additionalProperties: false },
);

/** The writing half of `/records`, with `/batch` and `/undo` (contract §4). */
export function recordWriteRoutes(): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();

  routes.post("/records/:object", async (c) => {
    const { object } = c.req.param();
    const { expand } = parametersOf(c);
    const { json, text } = await readJsonWithText(c);
    const options = { ...expand, ...idempotencyOf(c, text) };
    if (Array.isArray(json)) {
      const bodies = objectsIn(json);
      return c.json({ records: await writing(c, (writes) => writes.createMany(c.get("viewer"), object, bodies, options)) }, 201);
    }
    const body = objectIn(json);
    const record = await writing(c, (writes) => writes.create(c.get("viewer"), object, body, options));
    return c.json(record, 201, revisionHeader(record));
  });

  routes.post("/records/:object/evaluate", async (c) => {
    parametersOf(c, false);
    const { id, ...body } = await readJsonObject(c);
    if (id !== undefined && id !== null && typeof id !== "string") throw new Refusal("not_understood", [problem("/id", "bad_parameter", { name: "id" })]);
    const evaluation = await writing(c, (writes) => writes.evaluate(c.get("viewer"), c.req.param("object"), body, id ?? undefined));
    return c.json({ ...evaluation, errors: worded(c, evaluation.errors), warnings: worded(c, evaluation.warnings) });
  });

  routes.patch("/records/:object/:id", async (c) => {
    const { object, id } = c.req.param();
    const { expand } = parametersOf(c);
    const { json, text } = await readJsonWithText(c);
    const body = objectIn(json);
    const options = { ...expand, ...revisionOf(c), ...idempotencyOf(c, text) };
    const record = await writing(c, (writes) => writes.update(c.get("viewer"), object, id, body, options));
    return c.json(record, 200, revisionHeader(record));
  });

  routes.delete("/records/:object/:id", async (c) => {
    const { object, id } = c.req.param();
    parametersOf(c, false);
    await writing(c, (writes) => writes.remove(c.get("viewer"), object, id, { ...revisionOf(c), ...idempotencyOf(c, "") }));
    return c.body(null, 204);
  });

  routes.post("/records/:object/:id/restore", async (c) => {
    const { object, id } = c.req.param();
    const { expand } = parametersOf(c);
    const record = await writing(c, (writes) => writes.restore(c.get("viewer"), object, id, { ...expand, ...idempotencyOf(c, "") }));
    return c.json(record, 200, revisionHeader(record));
  });

  routes.post("/records/:object/:id/clone", async (c) => {
    const { object, id } = c.req.param();
    const { expand } = parametersOf(c);
    const record = await writing(c, (writes) => writes.clone(c.get("viewer"), object, id, { ...expand, ...idempotencyOf(c, "") }));
    return c.json(record, 201, revisionHeader(record));
  });

  routes.post("/batch", async (c) => {
    parametersOf(c, false);
    const { json, text } = await readJsonWithText(c);
    const { mode = "all", operations } = await checked(json, BatchSchema);
    if (operations.length > CAPS.batch) throw new Refusal("not_understood", [problem("/operations", "too_many_operations", { max: CAPS.batch })]);
    const understood = operations.map(operationIn);
    const { results, undo } = await writing(c, (writes) => writes.batch(c.get("viewer"), mode, understood, idempotencyOf(c, text)));
    return c.json({ results: results.map((result) => (result.errors ? { ...result, errors: worded(c, result.errors) } : result)), undo });
  });

  routes.post("/undo/:id", async (c) => {
    parametersOf(c, false);
    return c.json({ results: await writing(c, (writes) => writes.undo(c.get("viewer"), c.req.param("id"))) });
  });

  return routes;
}

/** Problems inside an answer, with their texts in the asker's language. */
function worded(c: C, problems: readonly Problem[]): Problem[] {
  return problems.map((found) => ({ ...found, message: problemMessage(c.get("language"), found) }));
}

/** Times a write is tried on the release that is current then. */
const ATTEMPTS = 3;

/** Runs a write on the current release; where a publish changed the tables under it, on the one that came. */
async function writing<T>(c: C, work: (writes: Writes) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(c.get("workspace").current.writes);
    } catch (error) {
      if (attempt === ATTEMPTS || !isSchemaMismatch(error)) throw error;
      await c.get("workspace").reload();
    }
  }
}

/** `?expand=lines,account`; other parameters are refused. */
function parametersOf(c: C, expandable = true): { expand: Pick<WriteOptions, "expand"> } {
  const { expand } = readParameters(c, expandable ? ["expand"] : []) as { expand?: string }; // the one name there can be
  const names = expand?.split(",").map((name) => name.trim()).filter(Boolean) ?? [];
  return { expand: names.length > 0 ? { expand: names } : {} };
}

/** `If-Match: "3"`, as the ETag of an answer says; `*` and none: whatever is there. */
function revisionOf(c: C): Pick<WriteOptions, "revision"> {
  const header = c.req.header("if-match")?.trim();
  if (header === undefined || header === "*") return {};
  const revision = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header)?.[1];
  if (revision === undefined) throw new Refusal("not_understood", [problem("", "bad_header", { name: "If-Match" })]);
  return { revision: Number(revision) };
}

/** The key with what it stands for: method, address and body. */
function idempotencyOf(c: C, text: string): Pick<WriteOptions, "idempotency"> {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return {};
  if (key === "" || key.length > KEY_MAX) throw new Refusal("not_understood", [problem("", "bad_header", { name: "Idempotency-Key" })]);
  const url = new URL(c.req.url);
  const bodyHash = createHash("sha256").update(`${c.req.method} ${url.pathname}${url.search}\n${text}`).digest("hex");
  return { idempotency: { key, bodyHash } };
}

function revisionHeader(record: JsonObject): Record<string, string> {
  return typeof record["revision"] === "number" ? { etag: `"${record["revision"]}"` } : {};
}

function objectIn(json: Json): JsonObject {
  if (!isJsonObject(json)) throw new Refusal("not_understood", [problem("", "object")]);
  return json;
}

function objectsIn(json: readonly Json[]): JsonObject[] {
  if (json.length > CREATE_MAX) throw new Refusal("not_understood", [problem("", "too_many_records", { max: CREATE_MAX })]);
  return json.map((item, place) => {
    if (!isJsonObject(item)) throw new Refusal("not_understood", [problem(pointer(place), "object")]);
    return item;
  });
}

const OPERATIONS = ["create", "update", "delete", "restore"] as const;
const MEMBERS = new Set(["op", "object", "id", "revision", "data", "ref"]);

function operationIn(json: JsonObject, place: number): Operation {
  const path = pointer("operations", place);
  const wrong = (name: string, rule = "bad_parameter"): Refusal => new Refusal("not_understood", [problem(`${path}/${name}`, rule, { name: rule === "unknown_operation" ? String(json["op"]).slice(0, 50) : name })]);
  for (const key of Object.keys(json)) if (!MEMBERS.has(key)) throw new Refusal("not_understood", [problem(path + pointer(key), "unknown_parameter", { name: key.slice(0, 100) })]);
  const { object, id, revision, data, ref } = json;
  const op = OPERATIONS.find((word) => word === json["op"]);
  if (op === undefined) throw wrong("op", "unknown_operation");
  if (typeof object !== "string") throw wrong("object");
  if (revision !== undefined && (typeof revision !== "number" || !Number.isInteger(revision))) throw wrong("revision");
  if (data !== undefined && !isJsonObject(data)) throw wrong("data");
  if (ref !== undefined && (typeof ref !== "string" || ref === "")) throw wrong("ref");
  if (id !== undefined && (op === "create" || (typeof id !== "string" && !isJsonObject(id)))) throw wrong("id");
  return { op, object, ...(id !== undefined && { id }), ...(revision !== undefined && { revision }), ...(data !== undefined && { data }), ...(ref !== undefined && { ref }) };
}

