import { describe, expect, test } from "vitest";
import { readFormula } from "#shared/formula/formula.ts";
import { BOOLEAN } from "#shared/formula/types.ts";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "./compile.ts";
import { plainHost, plainRecord, scopeOf } from "./scope.ts";

const label = (en: string): { en: string } => ({ en });
const DOCUMENTS: readonly Document[] = [
  {
    kind: "object", name: "thing", label: label("Thing"), title: "name", owners: true,
    fields: [
      { name: "name", type: "text", label: { en: "Name", "zh-CN": "名称" } }, { name: "price", type: "currency", label: label("Price") }, { name: "off", type: "percent", label: label("Off") }, { name: "count", type: "integer", label: label("Count") },
      { name: "stage", type: "select", options: [{ value: "draft", label: label("Draft") }, { value: "done", label: label("Done") }], label: label("Stage") }, { name: "tags", type: "tags", label: label("Tags") },
      { name: "parts", type: "children", of: "part", by: "thing", label: label("Parts") }, { name: "next", type: "lookup", to: ["thing"], label: label("Next") }, { name: "due_on", type: "date", label: label("On") },
    ],
  },
  { kind: "object", name: "part", label: label("Part"), title: "name", parent: "thing", fields: [{ name: "name", type: "text", label: label("Name") }, { name: "thing", type: "lookup", to: ["thing"], label: label("Thing") }, { name: "size", type: "decimal", label: label("Size") }] },
];
const settings = { locale: "en", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 } as const;
const { model } = compile(DOCUMENTS, { release: 1, settings });
const thing = model.object("thing");
const part = model.object("part");
if (!thing || !part) throw new Error("the model lacks its objects");

const problems = (source: string): string[] => readFormula(source, scopeOf(thing, model)).problems.map(({ code, fix }) => `${code}${fix ? ` → ${fix.text}` : ""}`);

describe("the scope of an object", () => {
  test("fields have the types that formulas see", () => {
    const type = (name: string): unknown => scopeOf(thing, model).field(name)?.type;
    expect(type("price")).toEqual({ kind: "number", scale: 2, style: "currency" });
    expect(type("off")).toEqual({ kind: "number", scale: 4, style: "percent" });
    expect(type("stage")).toEqual({ kind: "option", values: ["draft", "done"] });
    expect(type("id")).toEqual({ kind: "reference", to: ["thing"] });
    expect(type("owner_id")).toEqual({ kind: "reference", to: ["user"] });
    expect(type("parts")).toEqual({ kind: "records", of: "part" });
  });

  test("paths, child lists, objects and the header are reached", () => {
    for (const source of ["owner_id.manager.name", "next.next.price", "SUM(parts.size, name <> \"\")", "COUNT(part, thing = this.id)", "UNDER(next, id)", "MANAGER(owner_id) = ME()"]) expect(problems(source), source).toEqual([]);
    expect(readFormula("parent.price * size + ALLOCATE(parent.price, size)", scopeOf(part, model)).problems).toEqual([]);
  });

  test("a label, a wrong option and a path without a model are told", () => {
    expect(problems('名称 = "a"')).toEqual(["unknown_field → name"]);
    expect(problems('stage = "drft"')).toEqual(['unknown_option → "draft"']);
    expect(readFormula("next.price > 1", scopeOf(thing), BOOLEAN).problems.map(({ code }) => code)).toEqual(["path_not_here"]);
  });

  test("a record and its rows in memory are enough to compute with", () => {
    const { formula } = readFormula('SUM(parts.size) + price * off & " " & TEXT(due_on - 1, "D")', scopeOf(thing, model));
    const record = plainRecord({ price: "10.00", off: "12.50", due_on: "2026-11-24", parts: [{ size: "1.50" }, { size: "2.25" }] });
    expect(formula?.evaluate({ record, host: plainHost(settings, new Date("2026-11-24T00:00:00Z"), null) })).toEqual({ ok: true, value: "5 23" });
  });
});
