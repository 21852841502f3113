import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { scale: 3, min: "-10", max: "123456789012345.678" },
    samples: [
      { input: "1200.5", value: "1200.500", shown: { en: "1,200.500", "zh-CN": "1,200.500" } },
      { input: "-0.0", value: "0.000", shown: { en: "0.000", "zh-CN": "0.000" } },
      { input: "+7", value: "7.000", shown: { en: "7.000", "zh-CN": "7.000" } },
      { input: "-1.25", value: "-1.250", shown: { en: "−1.250", "zh-CN": "−1.250" } },
      { input: "123456789012345.678", value: "123456789012345.678", shown: { en: "123,456,789,012,345.678", "zh-CN": "123,456,789,012,345.678" } },
      { input: "5.1000", value: "5.100", shown: { en: "5.100", "zh-CN": "5.100" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: 1200.5, rule: "type" },
      { input: "1,200", rule: "type" },
      { input: "1e3", rule: "type" },
      { input: "NaN", rule: "type" },
      { input: "0.1234", rule: "scale" },
      { input: "1234567890123456", rule: "range" },
      { input: "-10.001", rule: "range" },
    ],
  },
  {
    settings: { scale: 0 },
    samples: [{ input: "1200.00", value: "1200", shown: { en: "1,200", "zh-CN": "1,200" } }],
    refused: [{ input: "0.5", rule: "scale" }],
  },
];
