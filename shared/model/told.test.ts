import { expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "./compile.ts";
import { formulaOf } from "./live/formula-of.ts";
import { compileTold, toldDocument } from "./told.ts";

const settings = { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } as const;
const formula = (name: string, text: string, more: object = {}): object => ({ name, type: "formula", formula: text, label: { en: name }, ...more });
const DOCUMENTS = [
  { kind: "object", name: "firm", label: { en: "Firm" }, title: "name", fields: [{ name: "name", type: "text" }, { name: "rate", type: "percent" }, { name: "deals", type: "children", of: "deal", by: "firm" }, formula("volume", "SUM(deals.net)")] },
  {
    kind: "object", name: "deal", label: { en: "Deal" }, title: "name", owners: true,
    fields: [
      { name: "name", type: "text" }, { name: "firm", type: "lookup", to: ["firm"] }, { name: "amount", type: "currency" }, { name: "count", type: "integer" },
      formula("share", "10% + 2.5%"), formula("net", "amount * (1 - share)", { returns: "currency" }), formula("per", "amount / count"), formula("exact", "amount / count", { returns: "decimal", scale: 4 }), formula("late", "TODAY() > created_at"),
      formula("same_firm", "firm"), formula("owner", "owner_id"), formula("firm_rate", "firm.rate"), formula("upper", "UPPER(name)"), formula("loud", "RMB_CAPITALS(amount)"), formula("month", "DATE(2026, 1, 1)"),
    ],
  },
];

test("what is told of formulas makes the same fields as reading them", () => {
  const { model, diagnostics } = compile(DOCUMENTS as Document[], { release: 1, settings }); // documents as JSON brings them
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const told = compileTold([...model.documents.values()].map((document) => toldDocument(model, document)), { release: 1, settings });
  let count = 0;
  for (const object of model.objects.values()) {
    const other = told.object(object.name);
    expect(other?.fields.map(({ name }) => name)).toEqual(object.fields.map(({ name }) => name));
    for (const field of object.fields) {
      const same = other?.field(field.name);
      expect(same && { ...same, settings: null, computed: null }).toEqual({ ...field, settings: null, computed: null });
      if (!field.computed || !other || !same) continue;
      count += 1;
      expect([same.computed?.class, same.computed?.native, same.computed?.formula]).toEqual([field.computed.class, field.computed.native || field.computed.class !== "virtual", null]);
      // Read when a form computes, it is the same formula.
      expect(formulaOf(told, other, same)?.uses.functions).toEqual(field.computed.formula?.uses.functions);
    }
  }
  expect(count).toBe(12);
});
