import type { FieldFixture } from "../../define.ts";

const ID_1 = "0198c0de-0000-7000-8000-000000000001";
const ID_2 = "0198c0de-0000-7000-8000-000000000002";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { to: ["team"] },
    samples: [
      { input: [ID_1, ID_2, ID_1], value: [ID_1, ID_2], shown: { en: `${ID_1}, ${ID_2}`, "zh-CN": `${ID_1}、${ID_2}` } },
      { input: [], value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: ID_1, rule: "type" },
      { input: ["abc"], rule: "reference" },
      { input: [7], rule: "type" },
      { input: [{ id: ID_1 }], rule: "type" },
    ],
  },
];
