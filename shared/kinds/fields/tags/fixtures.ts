import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {},
    samples: [
      { input: [" key account ", "华东", "华东"], value: ["key account", "华东"], shown: { en: "key account, 华东", "zh-CN": "key account、华东" } },
      { input: [" "], value: null, shown: { en: "", "zh-CN": "" } },
      { input: [], value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "vip", rule: "type" },
      { input: [1], rule: "type" },
      { input: ["x".repeat(65)], rule: "length" },
      { input: Array.from({ length: 501 }, (_, i) => `t${i}`), rule: "length" },
    ],
  },
];
