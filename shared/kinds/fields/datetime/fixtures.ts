import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {},
    samples: [
      { input: "2026-11-24T08:30:00.000Z", value: "2026-11-24T08:30:00.000Z", shown: { en: "24 Nov 2026, 16:30", "zh-CN": "2026年11月24日 16:30" } },
      { input: "2026-11-24T08:30+08:00", value: "2026-11-24T00:30:00.000Z", shown: { en: "24 Nov 2026, 08:30", "zh-CN": "2026年11月24日 08:30" } },
      { input: "2026-12-31T23:59:59.9999-05:30", value: "2027-01-01T05:29:59.999Z", shown: { en: "1 Jan 2027, 13:29", "zh-CN": "2027年1月1日 13:29" } },
      { input: "2026-11-24 08:30:01z", value: "2026-11-24T08:30:01.000Z", shown: { en: "24 Nov 2026, 16:30", "zh-CN": "2026年11月24日 16:30" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "2026-11-24T08:30:00", rule: "type" },
      { input: "2026-11-24", rule: "type" },
      { input: "2026-11-24T24:00Z", rule: "type" },
      { input: "2026-02-30T08:00Z", rule: "type" },
      { input: "0001-01-01T00:00+01:00", rule: "type" },
      { input: 1795509000, rule: "type" },
    ],
  },
];
