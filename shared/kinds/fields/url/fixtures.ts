import type { FieldFixture } from "../../define.ts";

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {},
    samples: [
      { input: "example.com", value: "https://example.com/", shown: { en: "example.com", "zh-CN": "example.com" } },
      { input: "HTTP://Example.com/Path?q=1", value: "http://example.com/Path?q=1", shown: { en: "example.com/Path?q=1", "zh-CN": "example.com/Path?q=1" } },
      { input: "https://例子.cn", value: "https://xn--fsqu00a.cn/", shown: { en: "xn--fsqu00a.cn", "zh-CN": "xn--fsqu00a.cn" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: "javascript:alert(1)", rule: "type" },
      { input: "javascript://example.com/%0aalert(1)", rule: "type" },
      { input: "data:text/html,x", rule: "type" },
      { input: "ftp://example.com", rule: "type" },
      { input: "mailto:a@example.com", rule: "type" },
      { input: "https://user:secret@example.com", rule: "type" },
      { input: "word", rule: "type" },
      { input: "two words.com", rule: "type" },
      { input: 1, rule: "type" },
      { input: "https://example.com/" + "x".repeat(800), rule: "length" },
    ],
  },
];
