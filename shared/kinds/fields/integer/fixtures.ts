import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { min: -1000000, max: "9007199254740991" },
    samples: [
      { input: 1234, value: 1234, shown: { en: "1,234", "zh-CN": "1,234" } },
      { input: -5, value: -5, shown: { en: "−5", "zh-CN": "−5" } },
      { input: 0, value: 0, shown: { en: "0", "zh-CN": "0" } },
      { input: Number.MAX_SAFE_INTEGER, value: Number.MAX_SAFE_INTEGER, shown: { en: "9,007,199,254,740,991", "zh-CN": "9,007,199,254,740,991" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "12", rule: "type" },
      { input: true, rule: "type" },
      { input: "", rule: "type" },
      { input: 1.5, rule: "scale" },
      { input: 2 ** 53, rule: "range" },
      { input: -1000001, rule: "range" },
    ],
  },
];
