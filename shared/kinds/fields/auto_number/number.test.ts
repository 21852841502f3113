import { expect, test } from "vitest";
import { checkFormat, formatNumber, numberFieldParts, numberPeriod } from "./number.ts";

const codes = (settings: object): string[] => checkFormat({ name: "code", ...settings }).map(({ code }) => code);

test("writes the date's parts and the number at its width", () => {
  expect(formatNumber("SO-{YYYY}{MM}-{0000}", "2026-11-24", 42)).toBe("SO-202611-0042");
  expect(formatNumber("{YY}/{DD} {0}", "2026-01-09", 7)).toBe("26/09 7");
  expect(formatNumber("Q{000}", "2026-11-24", 12345)).toBe("Q12345");
});

test("counts within the period that the format shows, or the one it is told", () => {
  expect(numberPeriod("SO-{YYYY}{MM}-{0000}", "2026-11-24")).toBe("2026-11");
  expect(numberPeriod("{YY}{MM}{DD}{00}", "2026-11-24")).toBe("2026-11-24");
  expect(numberPeriod("{YYYY}-{0000}", "2026-11-24")).toBe("2026");
  expect(numberPeriod("C{0000}", "2026-11-24")).toBe("");
  expect(numberPeriod("{MM}-{0000}", "2026-11-24")).toBe("");
  expect(numberPeriod("{YYYY}{DD}-{0000}", "2026-11-24")).toBe("2026");
  expect(numberPeriod("SO-{YYYY}{MM}-{0000}", "2026-11-24", "never")).toBe("");
  expect(numberPeriod("SO-{YYYY}{MM}-{0000}", "2026-11-24", "year")).toBe("2026");
});

test("writes fields of the record, each value a series of its own", () => {
  expect(formatNumber("SO-{entity.code}-{YYYY}-{0000}", "2026-11-24", 7, { "entity.code": "HZ" })).toBe("SO-HZ-2026-0007");
  expect(numberFieldParts("{a}{YYYY}-{entity.code}{00}")).toEqual(["a", "entity.code"]);
  expect(checkFormat({ name: "code", format: "SO-{entity.code}-{0000}" })).toEqual([]);
});

test("finds formats that can't count", () => {
  expect(codes({ format: "SO-{YYYY}{MM}-{0000}" })).toEqual([]);
  expect(codes({})).toEqual(["setting_missing"]);
  expect(codes({ format: "SO-{QQ}-{0000}" })).toEqual(["number_part_unknown"]);
  expect(codes({ format: "SO-{0000" })).toEqual(["number_part_unknown", "number_digits"]);
  expect(codes({ format: "SO" })).toEqual(["number_digits"]);
  expect(codes({ format: "{00}-{00}" })).toEqual(["number_digits"]);
  expect(codes({ format: "{YYYY}-{0000}", reset: "month" })).toEqual(["number_repeats"]);
  expect(codes({ format: "{YYYY}-{0000}", reset: "weekly" })).toEqual(["setting_word"]);
  expect(codes({ format: "{YYYY}{MM}-{0000}", reset: "year" })).toEqual([]);
});
