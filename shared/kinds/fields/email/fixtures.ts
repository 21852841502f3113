import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {},
    samples: [
      { input: " Li.Wei@Example.COM ", value: "li.wei@example.com", shown: { en: "li.wei@example.com", "zh-CN": "li.wei@example.com" } },
      { input: "o'neil+crm@sub.example.co.uk", value: "o'neil+crm@sub.example.co.uk", shown: { en: "o'neil+crm@sub.example.co.uk", "zh-CN": "o'neil+crm@sub.example.co.uk" } },
      { input: "张伟@例子.中国", value: "张伟@例子.中国", shown: { en: "张伟@例子.中国", "zh-CN": "张伟@例子.中国" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "li.wei", rule: "type" },
      { input: "li@wei", rule: "type" },
      { input: "a b@example.com", rule: "type" },
      { input: "a@b@example.com", rule: "type" },
      { input: ".a@example.com", rule: "type" },
      { input: "a..b@example.com", rule: "type" },
      { input: "a@-example.com", rule: "type" },
      { input: 5, rule: "type" },
      { input: "a@" + "b".repeat(250) + ".com", rule: "length" },
      { input: "a".repeat(65) + "@example.com", rule: "type" },
    ],
  },
];
