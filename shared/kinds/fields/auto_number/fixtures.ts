import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { format: "SO-{YYYY}{MM}-{0000}" },
    samples: [
      { input: "SO-202611-0042", value: "SO-202611-0042", shown: { en: "SO-202611-0042", "zh-CN": "SO-202611-0042" } },
      { input: " A1 ", value: "A1", shown: { en: "A1", "zh-CN": "A1" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: 42, rule: "type" },
      { input: "a\u0000", rule: "type" },
      { input: "x".repeat(65), rule: "length" },
    ],
  },
];
