import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {
      options: [
        { value: "hot", label: { en: "Hot", "zh-CN": "热" } },
        { value: "cold", label: { en: "Cold", "zh-CN": "冷" } },
        { value: "old", label: { en: "Old" }, inactive: true },
      ],
    },
    samples: [
      { input: ["hot", "cold"], value: ["hot", "cold"], shown: { en: "Hot, Cold", "zh-CN": "热、冷" } },
      { input: ["cold", "cold", "hot"], value: ["cold", "hot"], shown: { en: "Cold, Hot", "zh-CN": "冷、热" } },
      { input: [], value: null, shown: { en: "", "zh-CN": "" } },
      { input: ["", null], value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "hot", rule: "type" },
      { input: ["warm"], rule: "option" },
      { input: [1], rule: "type" },
      { input: { "0": "hot" }, rule: "type" },
    ],
  },
];
