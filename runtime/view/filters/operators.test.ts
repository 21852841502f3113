import { describe, expect, it } from "vitest";
import { OPERATORS } from "#shared/metadata/where.ts";
import { isComplete, withOperator } from "./operators.ts";

describe("withOperator", () => {
  it("keeps the value where it makes sense", () => {
    expect(withOperator({ field: "a", op: "eq", value: "x" }, "in")).toEqual({ field: "a", op: "in", value: ["x"] });
    expect(withOperator({ field: "a", op: "in", value: ["x", "y"] }, "eq")).toEqual({ field: "a", op: "eq", value: "x" });
    expect(withOperator({ field: "a", op: "eq", value: "x" }, "isEmpty")).toEqual({ field: "a", op: "isEmpty" });
    expect(withOperator({ field: "a", op: "within", value: "this_month" }, "eq")).toEqual({ field: "a", op: "eq", value: null });
  });

  it("never makes an incomplete condition look complete", () => {
    for (const op of OPERATORS) {
      const made = withOperator({ field: "a", op: "eq", value: null }, op);
      expect(isComplete(made)).toBe(op === "isEmpty" || op === "isNotEmpty" || op === "within");
    }
  });
});
