import { describe, expect, test } from "vitest";
import { newOptions, typedInLine, typedLabels, valueFault } from "./new-options.ts";

describe("typed options", () => {
  test("a line is an option, in one language or both", () => {
    expect(typedLabels("Won | 赢单\n丢单\n\n  Open \n输单|Lost", "en")).toEqual([{ en: "Won", "zh-CN": "赢单" }, { "zh-CN": "丢单" }, { en: "Open" }, { en: "Lost", "zh-CN": "输单" }]);
    expect(typedLabels("VIP", "zh-CN")).toEqual([{ "zh-CN": "VIP" }]);
  });

  test("commas of both languages part options within a line", () => {
    expect(typedInLine("低，中、高; urgent", "en")).toEqual([{ "zh-CN": "低" }, { "zh-CN": "中" }, { "zh-CN": "高" }, { en: "urgent" }]);
  });

  test("values are made from the words, and none is given twice", () => {
    const made = newOptions([{ en: "In progress" }, { en: "In progress" }, { "zh-CN": "进行中" }, { en: "!!" }], [{ value: "in_progress" }]);
    expect(made.map(({ value }) => value)).toEqual(["in_progress_2", "in_progress_3", "jin_xing_zhong", "option"]);
    expect(new Set(made.map(({ hue }) => hue)).size).toBe(4);
  });

  test("a stored value is there once, and short", () => {
    const others = [{ value: "won" }];
    expect([valueFault(" ", others), valueFault("won", others), valueFault("x".repeat(65), others), valueFault("lost", others)]).toEqual(["empty", "taken", "long", null]);
  });
});
