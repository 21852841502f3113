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
      { input: "hot", value: "hot", shown: { en: "Hot", "zh-CN": "热" } },
      { input: "old", value: "old", shown: { en: "Old", "zh-CN": "Old" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "Hot", rule: "option" },
      { input: "warm", rule: "option" },
      { input: 1, rule: "type" },
      { input: ["hot"], rule: "type" },
    ],
  },
];
