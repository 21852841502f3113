import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { maxLength: 30 },
    samples: [
      { input: " first\r\nsecond ", value: "first\nsecond", shown: { en: "first\nsecond", "zh-CN": "first\nsecond" } },
      { input: "\n\n", value: null, shown: { en: "", "zh-CN": "" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
      { input: "\u7b2c\u4e00\u884c\n\u7b2c\u4e8c\u884c", value: "\u7b2c\u4e00\u884c\n\u7b2c\u4e8c\u884c", shown: { en: "\u7b2c\u4e00\u884c\n\u7b2c\u4e8c\u884c", "zh-CN": "\u7b2c\u4e00\u884c\n\u7b2c\u4e8c\u884c" } },
    ],
    refused: [
      { input: 1, rule: "type" },
      { input: { a: 1 }, rule: "type" },
      { input: "a\u0000", rule: "type" },
      { input: "\udfff", rule: "type" },
      { input: "x".repeat(31), rule: "length" },
    ],
  },
];
