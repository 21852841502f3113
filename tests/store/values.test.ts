import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDecimal } from "#shared/lib/decimal.ts";
import type { Json } from "#shared/lib/json.ts";
import type { ValueType } from "#shared/query/value.ts";
import { columnsOf, decode, encode, selectable } from "#server/store/dialect.ts";
import { quote } from "#server/store/names.ts";
import { onEachDatabase } from "#tests/support/databases.ts";

/** Any text but what neither database can hold: NUL and halves of surrogate pairs. */
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).filter((value) => !value.includes("\u0000"));
const day = fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-30T00:00:00Z"), noInvalidDate: true });
const digits = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });

const CASES: [ValueType, fc.Arbitrary<Json>][] = [
  [{ class: "text" }, text],
  [{ class: "long_text" }, text],
  [{ class: "word" }, text],
  [{ class: "integer" }, fc.maxSafeInteger()],
  [{ class: "decimal", scale: 0 }, digits.map((n) => formatDecimal(n, 0))],
  [{ class: "decimal", scale: 2 }, digits.map((n) => formatDecimal(n, 2))],
  [{ class: "decimal", scale: 6 }, digits.map((n) => formatDecimal(n, 6))],
  [{ class: "date" }, day.map((date) => date.toISOString().slice(0, 10))],
  [{ class: "datetime" }, day.map((date) => date.toISOString())],
  [{ class: "month" }, day.map((date) => date.toISOString().slice(0, 7))],
  [{ class: "reference", to: "thing" }, fc.uuid()],
  [{ class: "anyReference", to: ["thing"] }, fc.record({ object: fc.constant("thing"), id: fc.uuid() })],
  [{ class: "list", to: null }, fc.array(text, { minLength: 1, maxLength: 5 })],
  [{ class: "json" }, fc.jsonValue({ noUnicodeString: false }).filter((value) => value !== null && !JSON.stringify(value).includes("\\u0000") && !/\\ud[89a-f]/i.test(JSON.stringify(value))) as fc.Arbitrary<Json>],
];

onEachDatabase("values", (open, dialect) => {
  test.each(CASES)("of %j come back as they were", async (value, arbitrary) => {
    const store = await open();
    const columns = columnsOf({ name: "x", value }, dialect);
    await store.exclusive((tx) => tx.run(`create table main.t (k integer, ${columns.map(({ name, type }) => `${quote(name)} ${type}`).join(", ")})${dialect === "sqlite" ? " strict" : ""}`));
    const samples: Json[] = [null, ...fc.sample(arbitrary, { seed: 20261124, numRuns: 60 })];
    await store.write(async (tx) => {
      for (const [k, sample] of samples.entries()) {
        await tx.run(`insert into main.t values (?, ${columns.map(() => "?").join(", ")})`, [k, ...encode(sample, value, dialect)]);
      }
    });
    const rows = await store.reader.all(`select ${columns.map(({ name }) => selectable(quote(name), value, dialect)).join(", ")} from main.t order by k`);
    const read = rows.map(([first, second]) => decode(first, value, dialect, second));
    expect(read).toEqual(samples.map((sample) => (value.class === "json" ? (JSON.parse(JSON.stringify(sample)) as Json) : sample)));
  });

  test("booleans are never empty", async () => {
    const store = await open();
    const [column] = columnsOf({ name: "x", value: { class: "boolean" } }, dialect);
    await store.exclusive((tx) => tx.run(`create table main.t (k integer, x ${column?.type ?? ""})`));
    await store.write(async (tx) => {
      await tx.run("insert into main.t (k) values (0)");
      for (const [k, value] of [true, false, null].entries()) await tx.run("insert into main.t values (?, ?)", [k + 1, ...encode(value, { class: "boolean" }, dialect)]);
    });
    const rows = await store.reader.all("select x from main.t order by k");
    expect(rows.map(([value]) => decode(value, { class: "boolean" }, dialect))).toEqual([false, true, false, false]);
  });
});
