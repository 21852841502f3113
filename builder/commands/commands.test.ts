import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import { together, type Command } from "./command.ts";
import { addElement, moveBetween, moveElement, removeElement, replaceDocument, setValue } from "./edits.ts";
import { pathOfPointer, pointerOf, valueAt } from "./element-path.ts";

const form: Document = {
  kind: "form", name: "deal", object: "deal", label: { en: "Deal" },
  body: [
    { id: "a", block: "section", children: [{ id: "x", block: "field", field: "name" }, { id: "y", block: "field", field: "amount", span: 2 }] },
    { id: "b", block: "section" },
  ],
};

describe("paths by identity", () => {
  test("go to and fro", () => {
    expect(valueAt(form, ["body", "a", "children", "y", "span"])).toBe(2);
    expect(pointerOf(form, ["body", "a", "children", "y", "span"])).toBe("/body/0/children/1/span");
    expect(pathOfPointer(form, "/body/0/children/1/span")).toEqual(["body", "a", "children", "y", "span"]);
    expect(pathOfPointer(form, "/body/7/children")).toEqual(["body"]);
  });
});

describe("edits", () => {
  test("a value is set, made on the way and taken out", () => {
    const set = setValue(["label", "zh-CN"], "x");
    expect(set.run(form).label).toEqual({ en: "Deal", "zh-CN": "x" });
    expect(setValue(["body", "y", "span"], 1).canRun(form)).toBe(false);
    expect(setValue(["label", "en"], "Deal").canRun(form)).toBe(false);
    expect(Object.keys(setValue(["label"], undefined).run(form))).not.toContain("label");
  });

  test("a block moves between lists, never into itself", () => {
    const move = moveBetween(["body", "a", "children"], "y", ["body", "b", "children"], 0);
    const moved = move.run(form);
    expect(valueAt(moved, ["body", "b", "children", "y", "field"])).toBe("amount");
    expect(valueAt(moved, ["body", "a", "children", "y"])).toBeUndefined();
    expect(move.undo(moved, form)).toEqual(form);
    expect(moveBetween(["body"], "a", ["body", "a", "children"], 0).canRun(form)).toBe(false);
  });

  test("an identity is taken once", () => {
    expect(addElement(["body", "a", "children"], { id: "x", block: "field" }).canRun(form)).toBe(false);
    expect(addElement(["body"], { block: "field" }).canRun(form)).toBe(false);
  });

  test("undo keeps what was changed elsewhere since", () => {
    const removed = removeElement(["body", "a", "children"], "x");
    const after = setValue(["label", "en"], "Other").run(removed.run(form));
    const back = removed.undo(after, form);
    expect(back.label).toEqual({ en: "Other" });
    expect(valueAt(back, ["body", "a", "children"])).toEqual(valueAt(form, ["body", "a", "children"]));
  });

  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.constantFrom(["label", "en"], ["label", "zh-CN"], ["body", "a", "columns"], ["body", "a", "children", "y", "visible"]).chain((path) => fc.constantFrom("p", "q", undefined).map((value) => setValue(path, value))),
    fc.constantFrom("x", "y", "z", "w").map((id) => addElement(["body", "b", "children"], { id, block: "field" })),
    fc.constantFrom("x", "y").map((id) => removeElement(["body", "a", "children"], id)),
    fc.tuple(fc.constantFrom("x", "y"), fc.nat(2)).map(([id, to]) => moveElement(["body", "a", "children"], id, to)),
    fc.constantFrom("x", "y").map((id) => moveBetween(["body", "a", "children"], id, ["body", "b", "children"], 0)),
    fc.constant(replaceDocument({ kind: "form", name: "deal", body: [{ id: "a" }, { id: "b" }] })),
  );

  test("whatever was run can be undone, one by one and together", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        const steps: { command: Command; before: Document }[] = [];
        let now = form;
        for (const step of commands) {
          if (!step.canRun(now)) continue;
          steps.push({ command: step, before: now });
          now = step.run(now);
        }
        const all = together(commands);
        expect(all.run(form)).toEqual(now);
        expect(all.undo(now, form)).toEqual(form);
        for (const step of steps.toReversed()) now = step.command.undo(now, step.before);
        expect(now).toEqual(form);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
