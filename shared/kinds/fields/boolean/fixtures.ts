import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {},
    samples: [
      { input: true, value: true, shown: { en: "✓", "zh-CN": "✓" } },
      { input: false, value: false, shown: { en: "–", "zh-CN": "–" } },
      { input: null, value: false, shown: { en: "–", "zh-CN": "–" } },
    ],
    refused: [
      { input: "true", rule: "type" },
      { input: 1, rule: "type" },
      { input: "", rule: "type" },
      { input: [], rule: "type" },
    ],
  },
];
