import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "#shared/lib/json.ts";
import { Refusal } from "#server/refusal.ts";
import type { Operation } from "#server/records/port.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { openOffice, type Office } from "./records-world.ts";

/**
 * The write path against a model of it in a few lines: records with references, delete rules, a unique code, a tree, lines.
 * After random operations both hold the same records, revisions, bin and history, and have refused the same.
 */
interface Item {
  object: "firm" | "person" | "bill" | "bill_line";
  id: string;
  values: Record<string, Json>;
  revision: number;
  history: string[];
}
interface Binned {
  item: Item;
  bundle: number;
  cleared: { id: string; field: string }[];
}
const REFERENCES = {
  firm: { parent: { to: "firm", rule: "clear" } },
  person: { firm: { to: "firm", rule: "cascade" }, boss: { to: "person", rule: "clear" } },
  bill: { firm: { to: "firm", rule: "restrict" } },
  bill_line: { bill: { to: "bill", rule: "cascade" } },
} as const satisfies Record<Item["object"], Record<string, { to: Item["object"]; rule: string }>>;
const TREES: Partial<Record<Item["object"], string>> = { firm: "parent", person: "boss" };
const FIELDS: Record<Item["object"], readonly string[]> = { firm: ["name", "code", "parent"], person: ["name", "firm", "boss"], bill: ["note", "firm"], bill_line: ["name", "bill"] };

class Refused extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
}

class Twin {
  alive = new Map<string, Item>();
  bin = new Map<string, Binned>();
  bundles = 0;

  copy(): Twin {
    const twin = new Twin();
    twin.alive = structuredClone(this.alive);
    twin.bin = structuredClone(this.bin);
    twin.bundles = this.bundles;
    return twin;
  }

  referencesOf(item: Item): [string, string, string][] {
    return Object.entries(REFERENCES[item.object]).flatMap(([field, { rule }]) => (typeof item.values[field] === "string" ? [[field, item.values[field], rule] as [string, string, string]] : []));
  }
  check(object: Item["object"], id: string | null, values: Record<string, Json>, changed: readonly string[]): void {
    let invalid = false;
    for (const [field, { to }] of Object.entries(REFERENCES[object])) {
      const target = values[field];
      if (!changed.includes(field) || typeof target !== "string") continue;
      if (this.alive.get(target)?.object !== to) invalid = true;
      if (id !== null && field === TREES[object] && this.above(target, field).includes(id)) invalid = true;
    }
    const taken = typeof values["code"] === "string" && changed.includes("code") && [...this.alive.values()].some((other) => other.id !== id && other.values["code"] === values["code"]);
    if (invalid) throw new Refused(422);
    if (taken) throw new Refused(409);
  }
  above(id: string, field: string): string[] {
    const found: string[] = [];
    for (let at: Json = id; typeof at === "string"; at = this.alive.get(at)?.values[field] ?? null) found.push(at);
    return found;
  }
  create(object: Item["object"], values: Record<string, Json>, id: string): void {
    this.check(object, null, values, Object.keys(values));
    this.alive.set(id, { object, id, values, revision: 1, history: object === "bill_line" ? [] : ["create"] });
  }
  update(id: string, values: Record<string, Json>, more = false): void {
    const item = this.living(id);
    const changed = Object.keys(values).filter((field) => (item.values[field] ?? null) !== (values[field] ?? null));
    this.check(item.object, id, { ...item.values, ...values }, changed);
    if (changed.length === 0 && !more) return;
    Object.assign(item.values, values);
    this.touch(item);
  }
  touch(item: Item): void {
    item.revision++;
    if (item.object !== "bill_line") item.history.push("update");
  }
  living(id: string): Item {
    const item = this.alive.get(id);
    if (!item) throw new Refused(404);
    return item;
  }
  remove(id: string, told = true): void {
    const going = [this.living(id)];
    for (const each of going) for (const other of this.alive.values()) for (const [, target, rule] of this.referencesOf(other)) if (target === each.id && rule === "cascade" && !going.includes(other)) going.push(other);
    const stays = [...this.alive.values()].filter((other) => !going.includes(other));
    if (stays.some((other) => this.referencesOf(other).some(([, target, rule]) => rule === "restrict" && going.some((gone) => gone.id === target)))) throw new Refused(409);
    const bundle = ++this.bundles;
    const cleared = new Map(going.map((gone) => [gone.id, [] as { id: string; field: string }[]]));
    for (const other of stays) {
      const hit = this.referencesOf(other).filter(([, target]) => cleared.has(target));
      for (const [field, target] of hit) cleared.get(target)?.push({ id: other.id, field });
      if (hit.length > 0) this.touch(other);
    }
    for (const gone of going) {
      this.alive.delete(gone.id);
      if (gone.object !== "bill_line") gone.history.push("delete");
      else if (gone.id === id && told) gone.history.push("delete");
      this.bin.set(gone.id, { item: structuredClone(gone), bundle, cleared: cleared.get(gone.id) ?? [] });
    }
    for (const [target, list] of cleared) for (const { id: other, field } of list) if (this.alive.get(other)?.values[field] === target) Object.assign(this.living(other).values, { [field]: null });
  }
  restore(id: string): void {
    const root = this.bin.get(id);
    if (!root) throw new Refused(this.alive.has(id) ? 409 : 404);
    const back = [root];
    for (const each of back) {
      for (const other of this.bin.values()) if (other.bundle === root.bundle && !back.includes(other) && this.referencesOf(other.item).some(([, target]) => target === each.item.id)) back.push(other);
    }
    const items = back.map(({ item }) => structuredClone(item));
    for (const item of items) {
      for (const [field, target] of this.referencesOf(item)) {
        if (this.alive.has(target) || items.some((other) => other.id === target)) continue;
        if (item.object === "bill_line") throw new Refused(409);
        item.values[field] = null;
      }
    }
    if (items.some((item) => typeof item.values["code"] === "string" && [...this.alive.values()].some((other) => other.values["code"] === item.values["code"]))) throw new Refused(409);
    for (const item of items) {
      item.revision++;
      const withHeader = item.object === "bill_line" && items.some((other) => other.id === item.values["bill"]);
      if (!withHeader) item.history.push("restore");
      this.alive.set(item.id, item);
      this.bin.delete(item.id);
    }
    const touched = new Set<Item>();
    const fills = back.flatMap(({ item, cleared }) => cleared.map((one) => ({ ...one, target: item.id })));
    // Who came to stand above is asked before anything is filled.
    const wanted = fills.filter(({ id: other, field, target }) => {
      const item = this.alive.get(other);
      return item !== undefined && item.values[field] === null && !(field === TREES[item.object] && this.above(target, field).includes(other));
    });
    for (const { id: other, field, target } of wanted) {
      const item = this.living(other);
      if (item.values[field] !== null) continue;
      item.values[field] = target;
      touched.add(item);
    }
    for (const item of touched) this.touch(item);
  }
}

type Step =
  | { op: "create"; object: "firm" | "person" | "bill"; a: number; b: number; code: number; lines: number }
  | { op: "update"; a: number; b: number; c: number; code: number }
  | { op: "lines"; a: number; change: number; remove: number; add: number }
  | { op: "remove" | "restore"; a: number }
  | { op: "batch"; mode: "all" | "each"; steps: Step[] };

const index = fc.nat({ max: 30 });
const single: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant("create" as const), object: fc.constantFrom("firm" as const, "person" as const, "bill" as const), a: index, b: index, code: fc.nat({ max: 6 }), lines: fc.nat({ max: 2 }) }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant("update" as const), a: index, b: index, c: index, code: fc.nat({ max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("lines" as const), a: index, change: index, remove: index, add: fc.nat({ max: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant("remove" as const), a: index }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant("restore" as const), a: index }) },
);
const step: fc.Arbitrary<Step> = fc.oneof({ weight: 8, arbitrary: single }, { weight: 1, arbitrary: fc.record({ op: fc.constant("batch" as const), mode: fc.constantFrom("all" as const, "each" as const), steps: fc.array(single, { minLength: 1, maxLength: 4 }) }) });

const code = (n: number): Json => (n > 3 ? null : `AA0${n}`);

/** Ids are chosen among all that there ever were, so that some are deleted. Every fifth choice is none. */
function choose(twin: Twin, n: number, objects: readonly Item["object"][], none = true): string | null {
  const ids = [...twin.alive.values(), ...[...twin.bin.values()].map(({ item }) => item)].filter((item) => objects.includes(item.object)).map(({ id }) => id).sort();
  return ids.length === 0 || (none && n % 5 === 4) ? null : (ids[n % ids.length] ?? null);
}

/** The operation on the real thing, and what the model does for it once the ids are known. */
function plan(twin: Twin, one: Exclude<Step, { op: "batch" }>): { operation: Operation; model(twin: Twin, record: JsonObject | null): void } | null {
  if (one.op === "create") {
    const values: Record<string, Json> =
      one.object === "firm" ? { name: "f", code: code(one.code), parent: choose(twin, one.a, ["firm"]) }
      : one.object === "person" ? { name: "p", firm: choose(twin, one.a, ["firm"]), boss: choose(twin, one.b, ["person"]) }
      : { note: "n", firm: choose(twin, one.a, ["firm"]) };
    const lines = one.object === "bill" ? Array.from({ length: one.lines }, (_, i) => ({ name: `l${i}`, quantity: 1 })) : [];
    return {
      operation: { op: "create", object: one.object, data: { ...values, ...(one.object === "bill" && { lines }) } },
      model(now, record) {
        const id = record === null ? "?" : String(record["id"]);
        now.create(one.object, values, id);
        for (const line of (record?.["lines"] as JsonObject[] | undefined) ?? []) now.create("bill_line", { name: line["name"] ?? null, bill: id }, String(line["id"]));
      },
    };
  }
  if (one.op === "lines") {
    const bill = choose(twin, one.a, ["bill"], false);
    if (bill === null) return null;
    const own = [...twin.alive.values()].filter((item) => item.object === "bill_line" && item.values["bill"] === bill).map(({ id }) => id).sort();
    const removed = own.length > 0 && one.remove % 3 === 0 ? own[one.remove % own.length] : undefined;
    const changed = own.length > 0 && one.change % 2 === 0 ? own[one.change % own.length] : undefined;
    const data: JsonObject[] = [
      ...(removed === undefined ? [] : [{ id: removed, $delete: true }]),
      ...(changed === undefined || changed === removed ? [] : [{ id: changed, name: `c${one.change}` }]),
      ...Array.from({ length: one.add }, () => ({ name: "new", quantity: 1 })),
    ];
    return {
      operation: { op: "update", object: "bill", id: bill, data: { lines: data } },
      model(now, record) {
        const item = now.living(bill);
        const before = item.revision;
        // An earlier operation of the same batch may have taken the line.
        if ([removed, changed].some((line) => line !== undefined && !now.alive.has(line))) throw new Refused(422);
        let touched = one.add > 0;
        if (removed !== undefined) {
          now.remove(removed, false);
          touched = true;
        }
        if (changed !== undefined && changed !== removed) {
          const line = now.living(changed);
          const old = line.revision;
          now.update(changed, { name: `c${one.change}` });
          touched ||= line.revision !== old;
        }
        for (const line of (record?.["lines"] as JsonObject[] | undefined) ?? []) if (!now.alive.has(String(line["id"]))) now.create("bill_line", { name: "new", bill }, String(line["id"]));
        if (touched && item.revision === before) now.touch(item);
      },
    };
  }
  const id = choose(twin, one.a, ["firm", "person", "bill", ...(one.op === "update" ? [] : ["bill_line" as const])], false);
  const item = id === null ? undefined : (twin.alive.get(id) ?? twin.bin.get(id)?.item);
  if (id === null || !item) return null;
  if (one.op === "remove") return { operation: { op: "delete", object: item.object, id }, model: (now) => now.remove(id) };
  if (one.op === "restore") return { operation: { op: "restore", object: item.object, id }, model: (now) => now.restore(id) };
  if (one.op !== "update") return null;
  const values: Record<string, Json> =
    item.object === "firm" ? { code: code(one.code), parent: choose(twin, one.b, ["firm"]) }
    : item.object === "person" ? { firm: choose(twin, one.b, ["firm"]), boss: choose(twin, one.c, ["person"]) }
    : { firm: choose(twin, one.b, ["firm"]) };
  return { operation: { op: "update", object: item.object, id, data: values }, model: (now) => now.update(id, values) };
}

/** Runs the step on both; they must agree on the answer. */
async function run(office: Office, twin: Twin, one: Step): Promise<Twin> {
  const { writes, reads, admin } = office;
  // Lines are answered only when asked for, and a batch doesn't ask.
  const withLines = async (object: string, record: JsonObject | null): Promise<JsonObject | null> => (record === null || object !== "bill" ? record : await reads.get(admin, object, String(record["id"]), { expand: ["lines"] }));
  // The ids of new lines are read afterwards: in a batch their bill may be gone by then, so that a batch makes none.
  const steps = one.op === "batch" ? one.steps.map((each) => (each.op === "create" ? { ...each, lines: 0 } : each.op === "lines" ? { ...each, add: 0 } : each)) : [one];
  const planned = steps.flatMap((each) => (each.op === "batch" ? [] : (plan(twin, each) ?? [])));
  if (planned.length === 0) return twin;
  const operations = planned.map(({ operation }) => operation);
  const answers: { status: number; record: JsonObject | null }[] = [];
  const mode = one.op === "batch" ? one.mode : "all";
  let status = 200;
  try {
    const { results } = await writes.batch(admin, mode, operations);
    for (const [i, result] of results.entries()) answers.push({ status: result.status, record: await withLines(operations[i]?.object ?? "", result.record ?? null) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    status = error.status;
  }
  let now = twin.copy();
  for (const [i, { operation, model }] of planned.entries()) {
    const before = now.copy();
    const answer = answers[i];
    try {
      model(now, answer?.record ?? null);
      if (status === 200) expect([operation, (answer?.status ?? 0) < 300]).toEqual([operation, true]);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      now = before;
      if (mode === "all") {
        expect([operation, status]).toEqual([operation, error.status]);
        return twin;
      }
      expect([operation, answer?.status]).toEqual([operation, error.status]);
    }
  }
  expect([operations, status]).toEqual([operations, 200]);
  return now;
}

/** What stands in the database, in the model's terms. */
async function stored(office: Office): Promise<{ alive: object; bin: object; history: object }> {
  const { reads, store } = office;
  const alive: Record<string, object> = {};
  const history: Record<string, string[]> = {};
  for (const object of Object.keys(FIELDS) as Item["object"][]) {
    for (const [id] of await store.reader.all(`select id from main."${object}"`)) {
      const values = await reads.stored(store.reader, object, String(id));
      alive[String(id)] = { revision: values?.["revision"], ...Object.fromEntries(FIELDS[object].map((field) => [field, values?.[field] ?? null])) };
    }
  }
  for (const [record, action] of await store.reader.all("select record, action from main._history where object <> 'user' order by record, id")) (history[String(record)] ??= []).push(String(action));
  return { alive, history, bin: (await store.reader.all("select id from main._bin")).map(([id]) => String(id)).sort() };
}

function expected(twin: Twin): { alive: object; bin: object; history: object } {
  const items = [...twin.alive.values(), ...[...twin.bin.values()].map(({ item }) => item)];
  return {
    alive: Object.fromEntries([...twin.alive.values()].map((item) => [item.id, { revision: item.revision, ...Object.fromEntries(FIELDS[item.object].map((field) => [field, item.values[field] ?? null])) }])),
    bin: [...twin.bin.keys()].sort(),
    history: Object.fromEntries(items.filter(({ history }) => history.length > 0).map(({ id, history }) => [id, history])),
  };
}

onEachDatabase("random writes", (open, dialect) => {
  test("agree with a model of a few lines", { timeout: 580_000 }, async () => {
    const office = await openOffice(await open());
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        await office.store.exclusive(async (tx) => {
          await tx.run(`update main.firm set parent = null`);
          await tx.run(`update main.person set boss = null`);
          for (const table of ["bill_line", "bill", "person", "firm", "_bin", "_undo"]) await tx.run(`delete from main.${table}`);
          await tx.run("delete from main._history where object <> 'user'");
        });
        let twin = new Twin();
        for (const one of steps) twin = await run(office, twin, one);
        expect(await stored(office)).toEqual(expected(twin));
        await undoneBatch(office, twin);
      }),
      { seed: 777, numRuns: dialect === "sqlite" ? 300 : 40, endOnFailure: false },
    );
  });
});

/** A batch that changes much, taken back, leaves the values as they were. */
async function undoneBatch(office: Office, twin: Twin): Promise<void> {
  const values = async (): Promise<object> => {
    const { alive } = (await stored(office)) as { alive: Record<string, Record<string, unknown>> };
    return Object.fromEntries(Object.entries(alive).map(([id, record]) => [id, { ...record, revision: null }]));
  };
  const before = await values();
  const operations: Operation[] = [...twin.alive.values()].filter(({ object }) => object !== "bill_line").slice(0, 6).map(({ object, id }, i): Operation =>
    i % 2 === 0 ? { op: "delete", object, id } : { op: "update", object, id, data: object === "bill" ? { note: "changed", lines: [{ name: "x", quantity: 1 }] } : { name: "changed" } },
  );
  const { undo } = await office.writes.batch(office.admin, "each", [...operations, { op: "create", object: "bill", data: { lines: [{ quantity: 1 }] } }]);
  await office.writes.undo(office.admin, String(undo));
  expect(await values()).toEqual(before);
}
