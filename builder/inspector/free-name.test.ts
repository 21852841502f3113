import fc from "fast-check";
import { expect, test } from "vitest";
import { isName, nameProblem } from "#shared/lib/names.ts";
import { freeName } from "./free-name.ts";

test.each([
  ["Close date", "close_date"],
  ["预计成交", "yu_ji_cheng_jiao"],
  ["Order", "order_field"],
  ["2nd phone", "nd_phone"],
  ["Übergröße", "ubergro_e"],
  ["!!!", "field"],
  ["id", "id_field"],
])("%s is named %s", (label, name) => expect(freeName(label, new Set(), "field", true)).toBe(name));

test("taken names get a number, options may be reserved words", () => {
  expect(freeName("Amount", new Set(["amount", "amount_2"]), "field", true)).toBe("amount_3");
  expect(freeName("Order", new Set(), "option")).toBe("order");
});

test("whatever is typed, the name is one", () => {
  const taken = new Set<string>();
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 80 }), fc.stringMatching(/^[a-z 客户金额0-9_-]{0,60}$/)), (label) => {
      const name = freeName(label, taken, "field", true);
      expect(taken.has(name)).toBe(false);
      taken.add(name);
      expect(isName(name) && nameProblem(name) === null, `${label} → ${name}`).toBe(true);
    }),
    { numRuns: 400, seed: 5 },
  );
});
