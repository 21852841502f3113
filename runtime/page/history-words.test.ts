import { describe, expect, it } from "vitest";
import { compile } from "#shared/model/compile.ts";
import { tellChanges } from "./history-words.ts";

const { model } = compile(
  [
    { kind: "object", name: "deal", label: { en: "Deal" }, title: "name", fields: [{ name: "name", type: "text", label: { en: "Name" } }, { name: "lines", type: "children", of: "part", by: "deal", label: { en: "Parts" } }] },
    { kind: "object", name: "part", label: { en: "Part" }, title: "text", parent: "deal", fields: [{ name: "deal", type: "lookup", to: ["deal"], required: true, label: { en: "Deal" } }, { name: "text", type: "text", label: { en: "Text" } }] },
  ],
  { release: 1, settings: { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } },
);
const object = model.object("deal");
if (!object) throw new Error("the test's own documents do not compile");

describe("tellChanges", () => {
  it("tells fields by what they were and are, and lines by what happened to them", () => {
    const { values, lists } = tellChanges(model, object, {
      name: ["a", "b"],
      "lines/p1/id": [null, "p1"],
      "lines/p1/text": [null, "new"],
      "lines/p2/id": ["p2", null],
      "lines/p2/text": ["old", null],
      "lines/p3/text": ["x", "y"],
      lines$order: [["p2", "p3"], ["p3", "p1"]],
    });
    expect(values.map(({ field, before, after }) => [field.name, before, after])).toEqual([["name", "a", "b"]]);
    expect(lists.map(({ field, added, removed, changed, isReordered }) => [field.name, added, removed, changed.map((line) => line.map(({ before, after }) => [before, after])), isReordered])).toEqual([["lines", 1, 1, [[["x", "y"]]], true]]);
  });

  it("says nothing of fields that are gone", () => {
    expect(tellChanges(model, object, { gone: [1, 2], "gone/p1/text": ["a", "b"] })).toEqual({ values: [], lists: [] });
  });
});
