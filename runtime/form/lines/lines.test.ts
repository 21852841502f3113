import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "#shared/model/compile.ts";
import { readCellText, readRows } from "./cell-text.ts";
import { sumOf, totalsOf } from "./sums.ts";

const { model } = compile(
  [{
    kind: "object", name: "row", label: { en: "Row" }, title: "text",
    fields: [
      { name: "text", type: "text", label: { en: "Text" } },
      { name: "count", type: "integer", label: { en: "Count" } },
      { name: "amount", type: "decimal", label: { en: "Amount" } },
      { name: "share", type: "percent", label: { en: "Share" } },
      { name: "day", type: "date", label: { en: "Day" } },
      { name: "done", type: "boolean", label: { en: "Done" } },
      { name: "state", type: "select", label: { en: "State" }, options: [{ value: "open", label: { en: "Open", "zh-CN": "进行中" } }] },
      { name: "person", type: "user", label: { en: "Person" } },
    ],
  }],
  { release: 1, settings: { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } },
);
function field(name: string) {
  const found = model.object("row")?.field(name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
}
const read = (name: string, text: string) => readCellText(field(name), text, { locale: "en-GB", today: "2026-11-24", yes: new Set(["yes", "是"]) });

describe("readRows", () => {
  it("reads what spreadsheets put on the clipboard", () => {
    expect(readRows('a\tb\r\nc\t"d\ne ""f"""\r\n')).toEqual([["a", "b"], ["c", 'd\ne "f"']]);
    expect(readRows("one")).toEqual([["one"]]);
    expect(readRows('5"\tx')).toEqual([['5"', "x"]]);
  });

  it("brings back any cells that were quoted", () => {
    const cells = fc.array(fc.array(fc.string({ maxLength: 12 }).map((text) => text.replace(/\r/g, "")), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(cells, (rows) => {
      const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join("\t")).join("\n");
      expect(readRows(text)).toEqual(rows);
    }), { seed: 7, numRuns: 200 });
  });
});

describe("readCellText", () => {
  it("reads values as people write them", () => {
    expect(read("amount", "1,200.50")).toBe("1200.50");
    expect(read("share", "12.5%")).toBe("12.5");
    expect(read("count", "1,200")).toBe(1200);
    expect(read("day", "24/11/2026")).toBe("2026-11-24");
    expect(read("state", "进行中")).toBe("open");
    expect(read("state", "OPEN")).toBe("open");
    expect(read("done", "是")).toBe(true);
    expect(read("done", "no")).toBe(false);
    expect(read("text", " a ")).toBe("a");
    expect(read("amount", "")).toBeNull();
  });

  it("keeps what it can't read for the validator, and leaves names to a search", () => {
    expect(read("amount", "many")).toBe("many");
    expect(read("state", "gone")).toBe("gone");
    expect(read("person", "Li")).toBeUndefined();
  });
});

describe("sumOf", () => {
  it("is exact and skips what is no number", () => {
    expect(sumOf(field("amount"), [{ amount: "0.10" }, { amount: "0.20" }, { amount: "x" }, {}])).toBe("0.30");
    expect(sumOf(field("count"), [{ count: 2 }, { count: 3 }])).toBe(5);
    expect(sumOf(field("amount"), [{}])).toBeNull();
  });

  it("totals what the block names, never shares nor texts", () => {
    const totalled = totalsOf({ id: "rows", block: "lines", field: "rows", totals: ["amount", "share", "text"] });
    expect(["amount", "count", "share", "text"].filter((name) => totalled(field(name)))).toEqual(["amount"]);
    expect(totalsOf({ id: "rows", block: "lines", field: "rows" })(field("amount"))).toBe(false);
  });
});
