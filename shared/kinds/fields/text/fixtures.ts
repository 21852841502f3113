import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { maxLength: 20, pattern: "[\\p{L}\\d .]+" },
    samples: [
      { input: "  Hengchuan ", value: "Hengchuan", shown: { en: "Hengchuan", "zh-CN": "Hengchuan" } },
      { input: "e\u0301t\u00e9", value: "été", shown: { en: "été", "zh-CN": "été" } },
      { input: "衡川精密", value: "衡川精密", shown: { en: "衡川精密", "zh-CN": "衡川精密" } },
      { input: "one\ntwo", value: "one two", shown: { en: "one two", "zh-CN": "one two" } },
      { input: "   ", value: null, shown: { en: "", "zh-CN": "" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: 12, rule: "type" },
      { input: true, rule: "type" },
      { input: ["a"], rule: "type" },
      { input: "a\u0000b", rule: "type" },
      { input: "\ud800", rule: "type" },
      { input: "a".repeat(21), rule: "length" },
      { input: "what?", rule: "pattern" },
    ],
  },
];
