import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { of: "department", by: "parent" },
    samples: [
      { input: [{ name: "a" }, { name: "b" }], value: [{ name: "a" }, { name: "b" }], shown: { en: "2", "zh-CN": "2" } },
      { input: [], value: [], shown: { en: "0", "zh-CN": "0" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "a", rule: "type" },
      { input: [1], rule: "type" },
      { input: [null], rule: "type" },
      { input: { name: "a" }, rule: "type" },
    ],
  },
];
