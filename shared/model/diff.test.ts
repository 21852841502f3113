import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffDocuments } from "./diff.ts";

const before = {
  kind: "object",
  name: "thing",
  label: { en: "Thing" },
  fields: [
    { name: "a", type: "text" },
    { name: "b", type: "select", options: [{ value: "x" }, { value: "y" }] },
    { name: "c", type: "date" },
  ],
};

describe("diffDocuments", () => {
  test("names what changed by identity, not by place", () => {
    const after = {
      ...before,
      label: { en: "Thing", "zh-CN": "物" },
      fields: [
        { name: "b", type: "select", options: [{ value: "y" }, { value: "z" }] },
        { name: "a", type: "text", required: true },
        { name: "d", type: "date" },
      ],
    };
    expect(diffDocuments(before, after)).toEqual([
      { path: "/label/zh-CN", change: "added", from: null, to: "物" },
      { path: "/fields/c", change: "removed", from: { name: "c", type: "date" }, to: null },
      { path: "/fields/b/options/x", change: "removed", from: { value: "x" }, to: null },
      { path: "/fields/b/options/z", change: "added", from: null, to: { value: "z" } },
      { path: "/fields/a/required", change: "added", from: null, to: true },
      { path: "/fields/d", change: "added", from: null, to: { name: "d", type: "date" } },
      { path: "/fields", change: "moved", from: ["a", "b"], to: ["b", "a"] },
    ]);
  });

  test("a condition is compared whole", () => {
    const view = (value: string) => ({ name: "v", where: { and: [{ field: "a", op: "eq", value }] } });
    expect(diffDocuments(view("x"), view("y")).map((change) => change.path)).toEqual(["/where"]);
  });

  test("lists of plain words are compared whole", () => {
    expect(diffDocuments({ columns: ["a", "b"] }, { columns: ["b"] })).toEqual([{ path: "/columns", change: "changed", from: ["a", "b"], to: ["b"] }]);
  });

  test("is empty exactly where two documents are equal", () => {
    const element = fc.record({ name: fc.constantFrom("a", "b", "c", "d"), value: fc.integer({ min: 0, max: 2 }) });
    const document = fc.record({ label: fc.constantFrom("x", "y"), fields: fc.uniqueArray(element, { selector: (item) => item.name }) });
    fc.assert(
      fc.property(document, document, (one, other) => {
        expect(diffDocuments(one, one)).toEqual([]);
        expect(diffDocuments(one, other).length === 0).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
