import type { FieldFixture } from "../../define.ts";

const ID_1 = "0198c0de-0000-7000-8000-000000000001";
const ID_2 = "0198c0de-0000-7000-8000-000000000002";
const one = { file: ID_1, name: "quote.pdf", size: 1200, type: "application/pdf" };

export const fixtures: readonly FieldFixture[] = [
  {
    settings: { many: true },
    samples: [
      { input: [one], value: [one], shown: { en: "quote.pdf", "zh-CN": "quote.pdf" } },
      { input: [one, one, { file: ID_2, name: "报价.pdf", size: 1200, type: "application/pdf" }], value: [one, { file: ID_2, name: "报价.pdf", size: 1200, type: "application/pdf" }], shown: { en: "quote.pdf, 报价.pdf", "zh-CN": "quote.pdf、报价.pdf" } },
      { input: [], value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "quote.pdf", rule: "type" },
      { input: [ID_1], rule: "type" },
      { input: [{ file: "abc", name: "quote.pdf", size: 1200, type: "application/pdf" }], rule: "reference" },
      { input: [{ file: ID_1, name: "quote.pdf", size: -1, type: "application/pdf" }], rule: "type" },
      { input: [{ file: ID_1, name: "quote.pdf", size: "12", type: "application/pdf" }], rule: "type" },
      { input: [{ file: ID_1, name: "quote.pdf", size: 1200, type: "application/pdf", extra: 1 }], rule: "type" },
      { input: [{ file: ID_1, name: " ", size: 1200, type: "application/pdf" }], rule: "type" },
      { input: [{ file: ID_1, name: "quote.pdf", size: 1200, type: "pdf" }], rule: "type" },
    ],
  },
];
