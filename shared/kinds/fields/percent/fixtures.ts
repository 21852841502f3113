import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { min: 0, max: 100 },
    samples: [
      { input: "12.5", value: "12.50", shown: { en: "12.5%", "zh-CN": "12.5%" } },
      { input: "15", value: "15.00", shown: { en: "15%", "zh-CN": "15%" } },
      { input: "0.01", value: "0.01", shown: { en: "0.01%", "zh-CN": "0.01%" } },
      { input: "100", value: "100.00", shown: { en: "100%", "zh-CN": "100%" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: 0.15, rule: "type" },
      { input: "15%", rule: "type" },
      { input: "0.005", rule: "scale" },
      { input: "100.01", rule: "range" },
      { input: "-1", rule: "range" },
    ],
  },
];
