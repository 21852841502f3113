import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareCodePoints, foldText, sortKey } from "./sort-key.ts";

const sorted = (...texts: string[]): string[] => [...texts].sort((a, b) => compareCodePoints(sortKey(a), sortKey(b)));

describe("sortKey", () => {
  test("ignores case and orders Chinese by reading, then tone, same characters together", () => {
    expect(sorted("beta", "Alpha", "ALPHA x")).toEqual(["Alpha", "ALPHA x", "beta"]);
    expect(sorted("重庆", "中国", "张四", "章三", "张三", "阿里")).toEqual(["阿里", "重庆", "张三", "张四", "章三", "中国"]);
    expect(sorted("赵 Li", "abc", "zz")).toEqual(["abc", "赵 Li", "zz"]);
  });
  test("composed and decomposed text have one key", () => {
    expect(sortKey("e\u0301cole")).toBe(sortKey("école"));
  });
  test("stays short enough for an index, and whole", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme", maxLength: 600 }), fc.constantFrom("😀".repeat(400), "中".repeat(400))), (text) => {
        const key = sortKey(text);
        expect(key.length).toBeLessThanOrEqual(280);
        expect(/\p{Surrogate}/u.test(key)).toBe(false);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

test("compareCodePoints orders as UTF-8 bytes do", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { seed: 1, numRuns: 2000, examples: [["～", "😀"]] },
  );
});

test("foldText makes small letters and one sigma", () => {
  expect(foldText("ΣΑΣ")).toBe("σασ");
  expect(foldText("Straße ÄÖ")).toBe("straße äö");
});
