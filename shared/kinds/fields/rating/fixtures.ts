import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { max: 4 },
    samples: [
      { input: 4, value: 4, shown: { en: "4/4", "zh-CN": "4/4" } },
      { input: 1, value: 1, shown: { en: "1/4", "zh-CN": "1/4" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: 0, rule: "range" },
      { input: 5, rule: "range" },
      { input: 1.5, rule: "scale" },
      { input: "3", rule: "type" },
    ],
  },
];
