import { describe, expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "#shared/model/compile.ts";
import { compileTold } from "#shared/model/told.ts";
import { ALL_RIGHTS, compileRights } from "#server/access/compile.ts";
import { visibleDocuments } from "./visible-documents.ts";

const text = (name: string): { name: string; type: string; label: { en: string } } => ({ name, type: "text", label: { en: name } });

const DOCUMENTS: Document[] = [
  {
    kind: "object", name: "deal", label: { en: "Deal" }, title: "name",
    fields: [
      { ...text("name"), required: true }, text("salary_note"), { name: "grade", type: "select", optionSet: "grades", label: { en: "Grade" } },
      { name: "secret_grade", type: "select", optionSet: "secrets", label: { en: "S" } }, { name: "vault", type: "lookup", to: ["vault"], label: { en: "Vault" } },
      { name: "cost", type: "currency", label: { en: "Cost" } }, { name: "price", type: "currency", label: { en: "Price" }, default: { formula: "cost * 2" } },
      { name: "profit", type: "formula", formula: "price - cost", label: { en: "Profit" } }, { name: "double", type: "formula", formula: "price * 2", label: { en: "Double" } },
      { name: "entries", type: "children", of: "vault_entry", by: "deal", label: { en: "Entries" } },
    ],
    rules: [{ name: "above", check: "price >= cost" }, { name: "positive", check: "price >= 0" }],
    stages: [{ name: "grades", field: "grade", steps: [{ value: "a", exit: "cost > 0" }] }],
    unique: [{ name: "by_note", fields: ["salary_note"] }], indexes: [{ name: "by_name", fields: ["name"] }, { name: "by_both", fields: ["name", "-salary_note"] }],
  },
  { kind: "object", name: "vault", label: { en: "Vault" }, title: "name", fields: [text("name")] },
  { kind: "object", name: "vault_entry", label: { en: "Entry" }, title: "name", fields: [text("name"), { name: "deal", type: "lookup", to: ["deal"], label: { en: "Deal" } }] },
  { kind: "option-set", name: "grades", label: { en: "G" }, options: [{ value: "a", label: { en: "A" } }] },
  { kind: "option-set", name: "secrets", label: { en: "S" }, options: [{ value: "a", label: { en: "A" } }] },
  {
    kind: "form", name: "deal", object: "deal",
    body: [{ id: "s1", block: "section", children: [{ id: "f1", block: "field", field: "name" }, { id: "f2", block: "field", field: "salary_note" }, { id: "f3", block: "field", field: "grade", visible: "salary_note = \"x\"" }] }],
  },
  { kind: "form", name: "vault", object: "vault", body: [] },
  { kind: "view", name: "deal", object: "deal", type: "table", columns: ["name", "salary_note", "vault.name"], sort: "-salary_note,name" },
  { kind: "view", name: "deal_rich", object: "deal", type: "table", columns: ["name"], where: { and: [{ field: "salary_note", op: "isNotEmpty" }] } },
  { kind: "view", name: "vault", object: "vault", type: "table", columns: ["name"] },
  { kind: "page", name: "deal", type: "record", object: "deal", body: [{ id: "h1", block: "highlights", fields: ["name", "salary_note"] }, { id: "r1", block: "related", object: "vault_entry", by: "deal" }] },
  { kind: "app", name: "sales", label: { en: "Sales" }, items: [{ id: "i1", object: "deal" }, { id: "i2", view: "deal_rich" }, { id: "i3", label: { en: "Vaults" } }, { id: "i4", object: "vault" }] },
  { kind: "app", name: "vaults", label: { en: "Vaults" }, items: [{ id: "i1", object: "vault" }] },
  { kind: "role", name: "rep", label: { en: "Rep" }, objects: { deal: { read: "own", fields: { salary_note: "hidden", secret_grade: "hidden", cost: "hidden" } } } },
  { kind: "role", name: "maker", label: { en: "Maker" }, builder: true },
];

const SETTINGS = { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } as const;
const { model } = compile(DOCUMENTS, { release: 1, settings: SETTINGS });
const rights = compileRights(model);
const seenBy = (...roles: string[]): Document[] => visibleDocuments(model, rights(roles));
const names = (documents: Document[]): string[] => documents.map(({ kind, name }) => `${kind}/${name}`);
const find = (documents: Document[], key: string) => JSON.parse(JSON.stringify(documents.find(({ kind, name }) => `${kind}/${name}` === key) ?? null));

describe("what of a release a viewer sees", () => {
  test("administrators and builders see all of it", () => {
    expect(visibleDocuments(model, ALL_RIGHTS)).toHaveLength(model.documents.size);
    expect(seenBy("maker")).toHaveLength(model.documents.size);
  });

  test("no role: nothing", () => {
    expect(seenBy()).toEqual([]);
  });

  test("no document mentions what may not be read", () => {
    const seen = seenBy("rep");
    expect(names(seen)).toEqual(["object/deal", "option-set/grades", "form/deal", "view/deal", "page/deal", "app/sales"]);
    const all = JSON.stringify(seen);
    for (const word of ["salary_note", "secret", "vault_entry", "vault.name", "Vaults", "cost"]) expect(all, word).not.toContain(word);
  });

  test("what is left still stands", () => {
    const seen = seenBy("rep");
    const deal = find(seen, "object/deal");
    expect(deal.fields.map((field: { name: string }) => field.name)).toEqual(["name", "grade", "vault", "price", "profit", "double"]);
    // A formula over what is hidden keeps its value and its type, not its text.
    expect(deal.fields[4]).toMatchObject({ name: "profit", formula: "", class: "stored", returns: "currency", scale: 2 });
    expect(deal.rules.map((rule: { name: string }) => rule.name)).toEqual(["positive"]);
    const profit = compileTold(seen, { release: 1, settings: SETTINGS }).object("deal")?.field("profit");
    expect([profit?.type, profit?.computed?.class, profit?.sortable]).toEqual(["currency", "stored", true]);
    expect(deal.indexes).toEqual([{ name: "by_name", fields: ["name"] }]);
    expect(deal.unique).toEqual([]);
    expect(find(seen, "form/deal").body[0].children.map((block: { id: string }) => block.id)).toEqual(["f1", "f3"]);
    expect(find(seen, "view/deal")).toMatchObject({ columns: ["name"], sort: "name" });
    expect(find(seen, "page/deal").body).toEqual([{ id: "h1", block: "highlights", fields: ["name"] }]);
    expect(find(seen, "app/sales").items).toEqual([{ id: "i1", object: "deal" }]);
  });
});
