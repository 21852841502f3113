import type { FieldFixture } from "../../define.ts";

const ID_1 = "0198c0de-0000-7000-8000-000000000001";
const ID_A = "0198c0de-0000-7000-8000-00000000000a";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {},
    samples: [
      { input: ID_1, value: ID_1, shown: { en: ID_1, "zh-CN": ID_1 } },
      { input: ID_A.toUpperCase(), value: ID_A, shown: { en: ID_A, "zh-CN": ID_A } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "abc", rule: "reference" },
      { input: 7, rule: "type" },
      { input: [ID_1], rule: "type" },
      { input: { object: "user", id: ID_1 }, rule: "type" },
    ],
  },
];
