import { expect, test } from "vitest";
import { mayMove, nextAfter, withoutStep, type StepDoc } from "./steps.ts";

const steps: StepDoc[] = [{ value: "new" }, { value: "won", next: ["lost"] }, { value: "lost", next: [] }];

test("a step that says nothing leads anywhere but to itself", () => {
  expect(steps.map(({ value }) => mayMove({ value: "new" }, value))).toEqual([false, true, true]);
  expect(mayMove({ value: "lost", next: [] }, "new")).toBe(false);
});

test("a forbidden move writes the others down; with all of them allowed again nothing is written", () => {
  const next = nextAfter({ value: "new" }, steps, "lost", false);
  expect(next).toEqual(["won"]);
  expect(nextAfter({ value: "new", next: ["won"] }, steps, "lost", true)).toBeUndefined();
  expect(nextAfter({ value: "lost", next: [] }, steps, "new", true)).toEqual(["new"]);
});

test("a removed step goes from the moves too", () => {
  expect(withoutStep(steps, "lost")).toEqual([{ value: "new" }, { value: "won", next: [] }]);
});
