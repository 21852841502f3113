import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { min: "2000-01-01", max: "2099-12-31" },
    samples: [
      { input: "2026-12-02", value: "2026-12-02", shown: { en: "2 Dec 2026", "zh-CN": "2026年12月2日" } },
      { input: "2028-02-29", value: "2028-02-29", shown: { en: "29 Feb 2028", "zh-CN": "2028年2月29日" } },
      { input: " 2026-11-24 ", value: "2026-11-24", shown: { en: "24 Nov 2026", "zh-CN": "2026年11月24日" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "2026-02-29", rule: "type" },
      { input: "2026-13-01", rule: "type" },
      { input: "24.11.2026", rule: "type" },
      { input: "2026-11-24T00:00:00Z", rule: "type" },
      { input: 20261124, rule: "type" },
      { input: "1999-12-31", rule: "range" },
      { input: "2100-01-01", rule: "range" },
    ],
  },
];
