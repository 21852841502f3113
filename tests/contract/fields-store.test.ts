import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#shared/lib/id.ts";
import { isJsonObject, type Json } from "#shared/lib/json.ts";
import type { FieldFixture, FieldKind } from "#shared/kinds/define.ts";
import { FIELD_KINDS } from "#shared/kinds/fields.ts";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "#shared/model/compile.ts";
import type { Model } from "#shared/model/model.ts";
import { bindQuery } from "#shared/query/bind.ts";
import { interpretList, type World, type WorldRecord } from "#shared/query/interpret.ts";
import { compileRights } from "#server/access/compile.ts";
import type { Viewer } from "#server/access/rights.ts";
import { securedCatalog } from "#server/query/secured.ts";
import type { Reads } from "#server/query/port.ts";
import { createReads } from "#server/query/reads.ts";
import type { Writes } from "#server/records/port.ts";
import { createWrites } from "#server/records/writes.ts";
import { Refusal } from "#server/refusal.ts";
import { expand, flip, planMigration } from "#server/store/migrate.ts";
import type { Store } from "#server/store/port.ts";
import { startDatabases, type Databases } from "#tests/query/harness.ts";

// Every room of `kinds/fields` through the real stores: what it parses is written, read back, found by each of its operators.

const NOW = new Date("2026-11-24T04:00:00.000Z");
/** Children hold no value of their own; lines are tried in tests/api. */
const KINDS: readonly FieldKind[] = FIELD_KINDS.filter((kind) => kind.type !== "children");
const ADMINISTRATOR = "0198c0de-0000-7000-8000-0000000000ff";

const fixtures = new Map<string, readonly FieldFixture[]>();
for (const kind of KINDS) {
  const room: { fixtures: readonly FieldFixture[] } = await import(`../../shared/kinds/fields/${kind.type}/fixtures.ts`);
  fixtures.set(kind.type, room.fixtures);
}
const fixturesOf = (type: string): readonly FieldFixture[] => fixtures.get(type) ?? [];

function documents(): Document[] {
  return KINDS.map((kind) => ({
    kind: "object",
    name: `of_${kind.type}`,
    title: "name",
    fields: [{ name: "name", type: "text" }, ...fixturesOf(kind.type).map((fixture, index) => ({ ...fixture.settings, name: `f${index}`, type: kind.type }))],
  }));
}

/** Every text in a value that looks like an id: the records and files that the samples name. */
function idsIn(value: Json): string[] {
  if (typeof value === "string") return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(idsIn) : [];
}

interface Bench {
  store: Store;
  model: Model;
  reads: Reads;
  writes: Writes;
  viewer: Viewer;
}

async function prepare(store: Store): Promise<Bench> {
  const { model, diagnostics } = compile(documents(), { release: 1, settings: { locale: "en", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 } });
  expect(diagnostics.filter((found) => found.severity === "error")).toEqual([]);
  const plan = await planMigration(store, null, model);
  await expand(store, plan);
  await flip(store, plan, async () => undefined);
  const reads = createReads({ store, model, clock: () => NOW });
  const writes = createWrites({ store, model, reads, clock: () => NOW });
  const viewer: Viewer = { id: ADMINISTRATOR, roles: ["administrator"], rights: compileRights(model)(["administrator"]), language: "en" };
  const samples = [...fixtures.values()].flat().flatMap((fixture) => fixture.samples);
  const ids = [...new Set(samples.flatMap((sample) => idsIn(sample.value)))];
  await store.exclusive(async (tx) => {
    for (const object of ["user", "department", "team"]) {
      const all = object === "user" ? [...ids, ADMINISTRATOR] : ids;
      await writes.load(tx, object, all.map((id) => ({ id, createdAt: NOW.toISOString(), createdBy: null, values: { name: `${object} ${id.slice(-2)}` } })));
    }
  });
  return { store, model, reads, writes, viewer };
}

/** The files that a sample names, as an upload would have left them. */
async function offerFiles({ store }: Bench, value: Json): Promise<void> {
  for (const item of Array.isArray(value) ? value : []) {
    if (!isJsonObject(item) || typeof item["file"] !== "string") continue;
    const { file, name, size, type } = item as { file: string; name: string; size: number; type: string };
    await store.exclusive(async (tx) => {
      await tx.run("delete from main._file where id = ?", [file]);
      await tx.run(`insert into main._file (id, name, size, type, sha256, at, "by") values (?, ?, ?, ?, ?, ?, ?)`, [file, name, size, type, "00", NOW.toISOString(), ADMINISTRATOR]);
    });
  }
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(() => null, (reason: unknown) => reason);
  if (error instanceof Refusal) return error;
  throw error instanceof Error ? error : new Error("it was accepted");
}

let databases: Databases;
beforeAll(async () => {
  databases = await startDatabases(["sqlite", "postgres"]);
});
afterAll(() => databases.close());

describe.each(["sqlite", "postgres"] as const)("field kinds in the store (%s)", (dialect) => {
  let shared: Promise<Bench> | null = null;
  const bench = (): Promise<Bench> => (shared ??= databases.open(dialect).then(prepare));

  describe.each(KINDS.map((kind) => [kind.type, kind] as const))("%s", (type, kind) => {
    const object = `of_${type}`;

    test("what it takes comes back as it should, and is found by every operator", async () => {
      const { model, reads, writes, viewer, ...rest } = await bench();
      for (const [index, fixture] of fixturesOf(type).entries()) {
        const field = `f${index}`;
        const records: WorldRecord[] = [];
        const retired = new Set((fixture.settings.options ?? []).filter((option) => option.inactive).map((option) => option.value));
        for (const sample of fixture.samples.filter(({ value }) => !(typeof value === "string" && retired.has(value)))) {
          await offerFiles({ model, reads, writes, viewer, ...rest }, sample.value);
          const given = kind.readOnly ? null : sample.input;
          if (kind.readOnly) {
            const id = newId();
            await rest.store.exclusive((tx) => writes.load(tx, object, [{ id, createdAt: NOW.toISOString(), createdBy: null, values: { [field]: sample.input } }]));
          } else {
            const made = await writes.create(viewer, object, { [field]: given });
            expect(made[field] ?? null, `${field} from ${JSON.stringify(sample.input)}`).toEqual(kind.value(fixtureDoc(type, fixture), { workspaceCurrency: "CNY" }).class === "boolean" ? (sample.value ?? false) : sample.value);
          }
        }
        for (const row of (await reads.list(viewer, { from: object, limit: 500 })).records) {
          const stored = await reads.stored(rest.store.reader, object, String(row["id"]));
          expect(stored?.[field] ?? null).toEqual(row[field] ?? null);
          if (stored) records.push({ n: records.length, values: stored });
        }
        await compareOperators({ model, reads, viewer }, object, field, records, fixture);
      }
    });

    test("what it refuses is refused at the field", async () => {
      if (kind.readOnly) return;
      const { writes, viewer } = await bench();
      for (const [index, fixture] of fixturesOf(type).entries()) {
        for (const { input, rule } of fixture.refused) {
          const refusal = await refusalOf(writes.create(viewer, object, { [`f${index}`]: input }));
          expect(refusal.status, `${rule} for ${JSON.stringify(input)}`).toBe(422);
          expect(refusal.problems.map((found) => found.rule)).toContain(rule);
          expect(refusal.problems[0]?.path.startsWith(`/f${index}`)).toBe(true);
        }
      }
    });
  });
});

const fixtureDoc = (type: string, fixture: FieldFixture) => ({ ...fixture.settings, name: "x", type });

/** Asks the database and the oracle the same by every operator of the field, with the samples as values. */
async function compareOperators({ model, reads, viewer }: Pick<Bench, "model" | "reads" | "viewer">, object: string, field: string, records: readonly WorldRecord[], fixture: FieldFixture): Promise<void> {
  const found = model.object(object)?.field(field);
  if (!found) throw new Error(`${object}.${field} is not there`);
  const catalog = securedCatalog(model, viewer.rights);
  const world: World = { catalog, records: (name) => (name === object ? records : []) };
  const ids = (list: readonly { [key: string]: Json }[]): string[] => list.map((record) => String(record["id"])).sort();
  let asked = 0;
  for (const op of found.operators) {
    for (const { value } of fixture.samples.slice(0, 6)) {
      const single = Array.isArray(value) && op === "contains" ? (value[0] ?? null) : value;
      const where = { field, op, ...(op === "isEmpty" || op === "isNotEmpty" ? {} : { value: op === "in" || op === "notIn" ? (Array.isArray(value) ? value : [value]) : op === "between" ? [value, value] : single }) };
      const bound = bindQuery({ from: object, where, limit: 500 }, { catalog, now: NOW, timeZone: "Asia/Shanghai", fiscalYearStart: 1, viewer: viewer.id });
      if (!bound.ok) continue; // a value that this operator does not take
      const got = await reads.list(viewer, { from: object, where, limit: 500 });
      expect(ids(got.records), `${field} ${op} ${JSON.stringify(value)}`).toEqual(ids(interpretList(bound.value, world).records));
      asked++;
    }
  }
  if (found.operators.length > 0) expect(asked).toBeGreaterThan(0);
}
