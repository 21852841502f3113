import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editableDecimal, formatDecimal, parseDecimal } from "./decimal-text.ts";

describe("parseDecimal", () => {
  it.each([
    ["1,286,000.50", "en-GB", "1286000.50"],
    ["1.286.000,50", "de-DE", "1286000.50"],
    ["¥1,200", "zh-CN", "1200"],
    ["１２３．５", "zh-CN", "123.5"],
    ["−12", "en-GB", "-12"],
    ["-¥5", "zh-CN", "-5"],
    [".5", "en-GB", "0.5"],
    ["7.", "en-GB", "7"],
    ["007", "en-GB", "7"],
    ["-0.00", "en-GB", "0.00"],
    ["1.2万", "zh-CN", "12000"],
    ["0.12345万", "zh-CN", "1234.5"],
    ["3亿", "zh-CN", "300000000"],
    ["12k", "en-GB", "12000"],
    ["  ", "en-GB", ""],
    ["99999999999999999999.123456789", "en-GB", "99999999999999999999.123456789"],
  ])("reads %s in %s as %s", (typed, locale, expected) => {
    expect(parseDecimal(typed, locale)).toBe(expected);
  });

  it.each(["abc", "1.2.3", "1e5", "--1", "k", "12kg", "¥"])("refuses %s", (typed) => {
    expect(parseDecimal(typed, "en-GB")).toBeUndefined();
  });
});

describe("formatDecimal", () => {
  it("groups, pads and writes a real minus", () => {
    expect(formatDecimal("-1234567.5", "en-GB", 2)).toBe("−1,234,567.50");
    expect(formatDecimal("1234567", "zh-CN")).toBe("1,234,567");
    expect(formatDecimal("1234.5", "de-DE")).toBe("1.234,5");
  });

  it("leaves a mistake as it was typed", () => {
    expect(formatDecimal("12kg", "en-GB", 2)).toBe("12kg");
  });

  it("comes back exactly, in every locale, shown or edited", () => {
    const decimals = fc.tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.stringMatching(/^\d{0,8}$/)).map(([negative, whole, fraction]) => {
      const digits = `${whole}${fraction === "" ? "" : `.${fraction}`}`;
      return negative && /[1-9]/.test(digits) ? `-${digits}` : digits;
    });
    fc.assert(
      fc.property(decimals, fc.constantFrom("en-GB", "zh-CN", "de-DE", "fr-FR"), (value, locale) => {
        expect(parseDecimal(formatDecimal(value, locale), locale)).toBe(value);
        expect(parseDecimal(editableDecimal(value, locale), locale)).toBe(value);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
