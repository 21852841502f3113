import { describe, expect, test } from "vitest";
import { FIELD_CHOICES } from "#shared/kinds/fields.ts";
import { compile } from "#shared/model/compile.ts";
import type { Document } from "#shared/metadata/document.ts";
import { guessType } from "./guess-type.ts";
import { newField, typedFields } from "./new-fields.ts";
import { withoutField } from "./without-field.ts";

describe("typing labels", () => {
  test.each([
    ["Close date", "date"], ["预计成交日期", "date"], ["Amount", "currency"], ["金额", "currency"], ["Contact email", "email"], ["手机", "phone"],
    ["Website", "url"], ["Discount %", "percent"], ["毛利率", "percent"], ["Starts at", "datetime"], ["Quantity", "integer"], ["是否重点", "boolean"],
    ["Is active", "boolean"], ["Notes", "long_text"], ["备注", "long_text"], ["Status", "select"], ["客户等级", "select"], ["Sales rep", "user"], ["跟进人", "user"],
    ["Name", "text"], ["Update", "text"], ["Candidate", "text"], ["Tags", "tags"], ["附件", "file"], ["照片", "image"],
  ])("%s is %s", (label, type) => expect(guessType(label)).toBe(type));

  test("one line is one field, in one language or both", () => {
    expect(typedFields("Close date | 预计成交日期\n\n  金额 \nBudget", "en")).toEqual([
      { label: { en: "Close date", "zh-CN": "预计成交日期" }, type: "date" },
      { label: { "zh-CN": "金额" }, type: "currency" },
      { label: { en: "Budget" }, type: "currency" },
    ]);
  });
});

const deal: Document = { kind: "object", name: "deal", label: { en: "Deal" }, title: "name", fields: [{ name: "name", type: "text" }, { name: "amount", type: "currency" }], indexes: [{ name: "by_amount", fields: ["-amount"] }] };
const line: Document = { kind: "object", name: "deal_line", label: { en: "Line" }, title: "name", parent: "deal", fields: [{ name: "name", type: "text" }, { name: "deal", type: "lookup", to: ["deal"] }] };
const settings = { locale: "en" as const, currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 };

test("a new field of any type is complete from the start", () => {
  const { model } = compile([deal, line], { release: 1, settings });
  const fields = FIELD_CHOICES.map(({ type }) => newField(type, { en: type }, new Set(["name"]), model, { option: { en: "Option" } }));
  const { diagnostics } = compile([{ ...deal, fields: [{ name: "name", type: "text" }, ...fields], indexes: [] }, line], { release: 1, settings });
  // A child list and a lookup need a choice that nobody can make for the builder: they point somewhere that exists. A formula has to be written.
  const open = diagnostics.filter(({ severity, code }) => severity === "error" && code !== "children_not_here");
  expect(open.map(({ code, params }) => [code, params["field"]])).toEqual([["setting_missing", "formula"]]);
});

test("a removed field goes from where it was shown", () => {
  const documents: Document[] = [
    { kind: "form", name: "deal", object: "deal", body: [{ id: "a", block: "section", children: [{ id: "x", block: "field", field: "amount" }, { id: "y", block: "field", field: "name" }] }] },
    { kind: "view", name: "deal", object: "deal", type: "table", columns: ["name", "amount", "owner.amount"], sort: "-amount,name" },
    { kind: "page", name: "deal", type: "record", object: "deal", body: [{ id: "h", block: "highlights", fields: ["amount", "name"] }] },
    { kind: "role", name: "rep", objects: { deal: { read: "all", fields: { amount: "hidden" } }, deal_line: { read: "parent" } } },
    { kind: "view", name: "lines", object: "deal_line", type: "table", columns: ["amount"] },
    deal,
  ];
  const changed = documents.flatMap((document) => withoutField(document, "deal", "amount") ?? []);
  expect(changed).toEqual([
    { kind: "form", name: "deal", object: "deal", body: [{ id: "a", block: "section", children: [{ id: "y", block: "field", field: "name" }] }] },
    { kind: "view", name: "deal", object: "deal", type: "table", columns: ["name", "owner.amount"], sort: "name" },
    { kind: "page", name: "deal", type: "record", object: "deal", body: [{ id: "h", block: "highlights", fields: ["name"] }] },
    { kind: "role", name: "rep", objects: { deal: { read: "all", fields: {} }, deal_line: { read: "parent" } } },
    { kind: "object", name: "deal", label: { en: "Deal" }, title: "name", fields: [{ name: "name", type: "text" }], indexes: [] },
  ]);
});
