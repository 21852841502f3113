import type { FieldFixture } from "../../define.ts";

const ID_1 = "0198c0de-0000-7000-8000-000000000001";
const ID_2 = "0198c0de-0000-7000-8000-000000000002";
const ID_A = "0198c0de-0000-7000-8000-00000000000a";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { to: ["user"] },
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
  {
    settings: { to: ["user", "team"] },
    samples: [
      { input: { object: "team", id: ID_1 }, value: { object: "team", id: ID_1 }, shown: { en: ID_1, "zh-CN": ID_1 } },
      { input: { id: ID_2, object: "user" }, value: { object: "user", id: ID_2 }, shown: { en: ID_2, "zh-CN": ID_2 } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: ID_1, rule: "type" },
      { input: { object: "department", id: ID_1 }, rule: "reference" },
      { input: { object: "team", id: "abc" }, rule: "reference" },
      { input: { object: "team" }, rule: "type" },
      { input: { object: "team", id: "" }, rule: "type" },
      { input: { object: "team", id: ID_1, title: "A" }, rule: "type" },
    ],
  },
];
