import { newId } from "#shared/lib/id.ts";
import { isJsonObject, pointer, type Json, type JsonObject } from "#shared/lib/json.ts";
import { problem, type Problem } from "#shared/lib/problem.ts";
import { CAPS } from "#shared/metadata/caps.ts";
import { Refusal } from "#server/refusal.ts";
import { Effects } from "./effects.ts";
import type { Operation, OperationResult } from "./port.ts";
import { objectFor, type Writing } from "./scope.ts";
import { createOne, removeOne, restoreOne, updateOne } from "./steps.ts";
import { inWords, takeReason, under } from "./write.ts";

/** Ids of records that earlier operations made, by `ref`; null for one that was refused. */
type Made = Map<string, string | null>;

/**
 * Operations one after another. `all`: one refused operation refuses everything, its problems under `/operations/<place>`.
 * `each`: a refused operation leaves no trace and answers its problems. `undo` names what takes everything back.
 */
export async function runBatch(writing: Writing, mode: "all" | "each", operations: readonly Operation[]): Promise<{ results: OperationResult[]; undo: string | null }> {
  if (operations.length > CAPS.batch) throw new Refusal("not_understood", [problem("/operations", "too_many_operations", { max: CAPS.batch })]);
  const made: Made = new Map();
  const results: OperationResult[] = [];
  const entries: Effects["entries"] = [];
  for (const [place, operation] of operations.entries()) {
    const one: Writing = { ...writing, effects: new Effects() };
    const path = pointer("operations", place);
    const result = mode === "all" ? await runOne(one, operation, made, path) : await runApart(one, operation, made, path);
    results.push(result);
    if (result.status >= 400) continue;
    one.effects.handOver(writing.reader);
    entries.push(...one.effects.entries);
  }
  return { results, undo: await keepUndo(writing, entries) };
}

/** In a savepoint of its own. */
async function runApart(writing: Writing, operation: Operation, made: Made, path: string): Promise<OperationResult> {
  const tx = writing.reader;
  await tx.run("savepoint operation");
  try {
    const result = await runOne(writing, operation, made, path);
    await tx.run("release savepoint operation");
    return result;
  } catch (error) {
    const refusal = inWords(writing, error);
    if (!(refusal instanceof Refusal)) throw refusal;
    await tx.run("rollback to savepoint operation");
    await tx.run("release savepoint operation");
    if (operation.ref !== undefined) made.set(operation.ref, null);
    return { status: refusal.status, errors: refusal.problems.length > 0 ? refusal.problems : [problem(path, refusal.code)] };
  }
}

async function runOne(writing: Writing, operation: Operation, made: Made, path: string): Promise<OperationResult> {
  const { op, ref, revision } = operation;
  if (ref !== undefined && made.has(ref)) throw new Refusal("not_understood", [problem(`${path}/ref`, "duplicate_reference", { name: ref.slice(0, 100) })]);
  const object = objectIn(writing, operation.object, path);
  const { body, reason } = takeReason(asObject(resolve(operation.data ?? {}, made, `${path}/data`), `${path}/data`));
  const one = reason === null ? writing : { ...writing, reason };
  const id = op === "create" ? "" : idOf(resolve(operation.id ?? null, made, `${path}/id`), `${path}/id`);
  const options = revision === undefined ? {} : { revision };
  try {
    switch (op) {
      case "create": {
        const record = await createOne(one, object, body);
        if (ref !== undefined) made.set(ref, String(record["id"]));
        return { status: 201, record };
      }
      case "update":
        return { status: 200, record: await updateOne(one, object, id, body, options) };
      case "delete":
        await removeOne(one, object, id, options);
        return { status: 204 };
      case "restore":
        return { status: 200, record: await restoreOne(one, object, id) };
    }
  } catch (error) {
    throw under(op === "create" || op === "update" ? `${path}/data` : path, inWords(one, error));
  }
}

function objectIn(writing: Writing, name: string, path: string): ReturnType<typeof objectFor> {
  try {
    return objectFor(writing, name);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, [problem(`${path}/object`, "unknown_object", { name: name.slice(0, 100) })]) : error;
  }
}

/** Replaces `{"$ref": "a"}`, at any depth, by the id that the operation `a` made. */
function resolve(value: Json, made: Made, path: string): Json {
  if (Array.isArray(value)) return value.map((item, place) => resolve(item, made, path + pointer(place)));
  if (!isJsonObject(value)) return value;
  const ref = value["$ref"];
  if (typeof ref === "string" && Object.keys(value).length === 1) return madeBy(ref, made, path);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, made, path + pointer(key))]));
}

function madeBy(ref: string, made: Made, path: string): string {
  const id = made.get(ref);
  const found: Problem | null = id === undefined ? problem(path, "unknown_reference", { name: ref.slice(0, 100) }) : id === null ? problem(path, "failed_reference", { name: ref.slice(0, 100) }) : null;
  if (found) throw new Refusal(id === undefined ? "not_understood" : "invalid", [found]);
  return id ?? "";
}

function asObject(value: Json, path: string): JsonObject {
  if (!isJsonObject(value)) throw new Refusal("not_understood", [problem(path, "object")]);
  return value;
}

function idOf(value: Json, path: string): string {
  if (typeof value !== "string" || value === "") throw new Refusal("not_understood", [problem(path, "required", { field: "id" })]);
  return value;
}

/** Keeps what the batch did, so that it can be undone; null where it did nothing. */
async function keepUndo(writing: Writing, entries: Effects["entries"]): Promise<string | null> {
  if (entries.length === 0) return null;
  const id = newId();
  await writing.reader.run(`insert into main._undo (id, "by", at, json) values (?, ?, ?, ?)`, [id, writing.viewer.id, writing.at, JSON.stringify({ history: entries.filter(({ follows }) => !follows).map((entry) => entry.id), following: entries.filter(({ follows }) => follows).map((entry) => entry.id) })]);
  return id;
}
