import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {},
    samples: [
      { input: "+86 138-0013-8000", value: "+86 138 0013 8000", shown: { en: "+86 138 0013 8000", "zh-CN": "+86 138 0013 8000" } },
      { input: "（021）5555 1234", value: "021 5555 1234", shown: { en: "021 5555 1234", "zh-CN": "021 5555 1234" } },
      { input: "+ 49 (30) 1234/56", value: "+49 30 1234 56", shown: { en: "+49 30 1234 56", "zh-CN": "+49 30 1234 56" } },
      { input: "110", value: "110", shown: { en: "110", "zh-CN": "110" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "call me", rule: "type" },
      { input: "12+34", rule: "type" },
      { input: "++49", rule: "type" },
      { input: "12", rule: "type" },
      { input: "1".repeat(21), rule: "length" },
      { input: 13800138000, rule: "type" },
    ],
  },
];
