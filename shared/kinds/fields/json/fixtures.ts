import type { Json } from "#shared/lib/json.ts";
import type { FieldFixture } from "../../define.ts";

/** Arrays in arrays, `depth` of them. */
function nested(depth: number): Json {
  let value: Json = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

export const fixtures: readonly FieldFixture[] = [
  {
    settings: {},
    samples: [
      { input: { a: [1, "二", null, true] }, value: { a: [1, "二", null, true] }, shown: { en: "{\"a\":[1,\"二\",null,true]}", "zh-CN": "{\"a\":[1,\"二\",null,true]}" } },
      { input: [], value: [], shown: { en: "[]", "zh-CN": "[]" } },
      { input: 0, value: 0, shown: { en: "0", "zh-CN": "0" } },
      { input: "text", value: "text", shown: { en: "\"text\"", "zh-CN": "\"text\"" } },
      { input: "", value: null, shown: { en: "", "zh-CN": "" } },
      { input: null, value: null, shown: { en: "", "zh-CN": "" } },
    ],
    refused: [
      { input: JSON.parse('{"__proto__": 1}') as Json, rule: "type" },
      { input: { a: { constructor: 1 } }, rule: "type" },
      { input: { a: "\u0000" }, rule: "type" },
      { input: { "\ud800": 1 }, rule: "type" },
      { input: nested(40), rule: "type" },
      { input: "x".repeat(100_000), rule: "length" },
      { input: Array.from({ length: 20_000 }, () => "中"), rule: "length" },
    ],
  },
];
