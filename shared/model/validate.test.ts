import { describe, expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "./compile.ts";
import { validateRecord } from "./validate.ts";

const documents = [
  {
    kind: "object", name: "offer", label: { en: "Offer", "zh-CN": "报盘" }, title: "name",
    recordTypes: [{ name: "plain", label: {} }, { name: "firm", label: {}, required: ["until"] }],
    fields: [
      { name: "name", type: "text", label: { en: "Name", "zh-CN": "名称" }, required: true, maxLength: 5 },
      { name: "until", type: "date", label: { en: "Until" } },
      { name: "kind", type: "select", label: {}, options: [{ value: "a" }, { value: "old", inactive: true }] },
      { name: "items", type: "children", of: "offer_item", by: "offer", label: { en: "Items" }, required: true },
    ],
  },
  { kind: "object", name: "offer_item", label: {}, title: "name", parent: "offer", fields: [{ name: "name", type: "text", label: {} }, { name: "offer", type: "lookup", to: ["offer"], required: true, label: {} }, { name: "count", type: "integer", required: true, min: 1, label: { en: "Count" } }] },
];
const { model } = compile(documents as unknown as Document[], { release: 1, settings: { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } }); // documents as JSON brings them
const offer = model.object("offer");
if (!offer) throw new Error("no offer");
const check = (values: Parameters<typeof validateRecord>[1], previous: Parameters<typeof validateRecord>[2] = null): string[] =>
  validateRecord(offer, values, previous, { language: "zh-CN", object: (name) => model.object(name) }).map(({ path, rule, params }) => `${path} ${rule} ${String(params["field"])}`);

describe("the validator of browser and server", () => {
  test("tells each problem at its place, under the field's label", () => {
    expect(check({ name: "", kind: "z", until: "soon", items: [{ count: 1 }, { count: 0 }, {}] })).toEqual([
      "/until type Until", "/kind option kind", "/name required 名称", "/items/1/count range Count", "/items/2/count required Count",
    ]);
    expect(check({ name: "toolong", items: [] })).toEqual(["/name length 名称", "/items required Items"]);
    expect(check({ name: "ok", items: [{ count: 2 }] })).toEqual([]);
  });

  test("asks what the record's type asks", () => {
    expect(check({ name: "ok", record_type: "firm", items: [{ count: 1 }] })).toEqual(["/until required Until"]);
  });

  test("leaves an old sin alone until it is touched", () => {
    const old = { name: null, kind: "old", items: [{ id: "1", count: null }] };
    expect(check({ kind: "old", items: [{ id: "1", count: null, name: "x" }] }, old)).toEqual([]);
    expect(check({ name: "" }, { name: "was" })).toEqual(["/name required 名称"]);
    expect(check({ kind: "old" }, { kind: "a" })).toEqual(["/kind option kind"]);
    expect(check({ items: [{ id: "1", $delete: true }] }, old)).toEqual(["/items required Items"]);
    expect(check({ items: [{ id: "1", $delete: true }] }, { items: [{ id: "1" }, { id: "2" }] })).toEqual([]);
  });
});
