import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { min: 0 },
    samples: [
      { input: "1200.50", value: "1200.50", shown: { en: "¥1,200.50", "zh-CN": "¥1,200.50" } },
      { input: "0", value: "0.00", shown: { en: "¥0.00", "zh-CN": "¥0.00" } },
      { input: "9999999999999999.99", value: "9999999999999999.99", shown: { en: "¥9,999,999,999,999,999.99", "zh-CN": "¥9,999,999,999,999,999.99" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: 1200, rule: "type" },
      { input: "¥12", rule: "type" },
      { input: "1.005", rule: "scale" },
      { input: "99999999999999999", rule: "range" },
      { input: "-0.01", rule: "range" },
    ],
  },
  {
    settings: { scale: 4 },
    samples: [
      { input: "0.0825", value: "0.0825", shown: { en: "¥0.0825", "zh-CN": "¥0.0825" } },
      { input: "-12400", value: "-12400.0000", shown: { en: "−¥12,400.00", "zh-CN": "−¥12,400.00" } },
    ],
    refused: [{ input: "0.00001", rule: "scale" }],
  },
];
