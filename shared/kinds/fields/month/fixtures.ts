import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {},
    samples: [
      { input: "2026-11", value: "2026-11", shown: { en: "Nov 2026", "zh-CN": "2026年11月" } },
      { input: "1999-01", value: "1999-01", shown: { en: "Jan 1999", "zh-CN": "1999年1月" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "2026-13", rule: "type" },
      { input: "2026-1", rule: "type" },
      { input: "2026-11-01", rule: "type" },
      { input: "0000-01", rule: "type" },
      { input: 202611, rule: "type" },
    ],
  },
];
