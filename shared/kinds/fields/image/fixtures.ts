import type { FieldFixture } from "../../define.ts";

const ID_1 = "0198c0de-0000-7000-8000-000000000001";
const ID_2 = "0198c0de-0000-7000-8000-000000000002";
const one = { file: ID_1, name: "site.jpg", size: 1200, type: "image/jpeg" };

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {},
    samples: [
      { input: [one], value: [one], shown: { en: "site.jpg", "zh-CN": "site.jpg" } },
      { input: [one, one], value: [one], shown: { en: "site.jpg", "zh-CN": "site.jpg" } },
      { input: [], value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: [{ file: ID_1, name: "quote.pdf", size: 1200, type: "application/pdf" }], rule: "type" },
      { input: [one, { file: ID_2, name: "site.jpg", size: 1200, type: "image/jpeg" }], rule: "length" },
      { input: one, rule: "type" },
      { input: [{ file: "", name: "site.jpg", size: 1200, type: "image/jpeg" }], rule: "reference" },
    ],
  },
];
