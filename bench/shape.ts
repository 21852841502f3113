/** The table that both sides serve: 15 fields of a sales opportunity, as modules.md has them, plus what the platform adds. */
import type { Random } from "#tests/sample/random.ts";

export const STAGES = ["qualify", "needs", "solution", "proposal", "negotiation", "won", "lost"] as const;
const SOURCES = ["website", "referral", "event", "search", "partner"] as const;

export const COLUMNS = ["name", "company", "stage", "source", "amount", "probability", "close_date", "score", "need", "next_step", "next_step_on", "interest", "budget", "closed", "owner_id"] as const;

const text = (value: string): { en: string; "zh-CN": string } => ({ en: value, "zh-CN": value });
const options = (values: readonly string[]) => values.map((value) => ({ value, label: text(value) }));

function formulas(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([name, formula]) => ({ name, type: "formula" as const, returns: "currency", formula, label: text(name) }));
}

export const BILL_COLUMNS = ["id", "revision", "title", "company", "discount", "gross", "net", "tax", "pieces", "total", "taken_off", "per_piece", "created_at", "updated_at"] as const;
export const LINE_COLUMNS = ["id", "revision", "bill", "note", "quantity", "price", "tax_rate", "gross", "share", "net", "tax_amount", "with_tax", "created_at", "updated_at"] as const;

/** A document as the product gets it, and the rows that the bare server stores: computed by whoever sends them. */
export function makeBill(company: string, lines: number, index: number): { product: object; bare: object } {
  const quantities = Array.from({ length: lines }, (_, i) => ({ note: `Line ${i}`, quantity: String(1 + ((index + i) % 9)), price: `${10 + i}.50`, tax_rate: "13" }));
  const rows = quantities.map(({ note, quantity, price }) => {
    const gross = Number(quantity) * Math.round(Number(price) * 100);
    return { note, quantity: Number(quantity) * 1000, price: Math.round(Number(price) * 100), tax_rate: 1300, gross, share: 0, net: gross, tax_amount: Math.round(gross * 0.13), with_tax: Math.round(gross * 1.13) };
  });
  const total = rows.reduce((sum, row) => sum + row.gross, 0);
  return {
    product: { title: `Bill ${index}`, company, discount: "0", lines: quantities },
    bare: { title: `Bill ${index}`, company, discount: 0, gross: total, net: total, tax: Math.round(total * 0.13), pieces: lines * 1000, total, taken_off: 0, per_piece: 0, lines: rows },
  };
}

/** The same as documents of a workspace built from nothing. */
export const DOCUMENTS = [
  { kind: "object", name: "company", label: text("Company"), title: "name", fields: [{ name: "name", type: "text", label: text("Name"), required: true }] },
  {
    kind: "object", name: "deal", label: text("Deal"), title: "name", owners: true,
    fields: [
      { name: "name", type: "text", label: text("Name"), required: true },
      { name: "company", type: "lookup", to: ["company"], onDelete: "restrict", label: text("Company") },
      { name: "stage", type: "select", options: options(STAGES), label: text("Stage") },
      { name: "source", type: "select", options: options(SOURCES), label: text("Source") },
      { name: "amount", type: "currency", label: text("Amount") },
      { name: "probability", type: "percent", label: text("Probability") },
      { name: "close_date", type: "date", label: text("Close date") },
      { name: "score", type: "integer", label: text("Score") },
      { name: "need", type: "long_text", label: text("Need") },
      { name: "next_step", type: "text", label: text("Next step") },
      { name: "next_step_on", type: "date", label: text("Next step on") },
      { name: "interest", type: "integer", label: text("Interest") },
      { name: "budget", type: "currency", label: text("Budget") },
      { name: "closed", type: "boolean", label: text("Closed") },
    ],
    indexes: [
      { name: "by_stage", fields: ["stage", "-close_date", "amount"] },
      { name: "by_amount", fields: ["-amount"] },
    ],
  },
  {
    kind: "object", name: "bill", label: text("Bill"), title: "title",
    fields: [
      { name: "title", type: "text", label: text("Title") },
      { name: "company", type: "lookup", to: ["company"], label: text("Company") },
      { name: "discount", type: "currency", label: text("Discount") },
      { name: "lines", type: "children", of: "bill_line", by: "bill", label: text("Lines") },
      ...formulas({ gross: "SUM(lines.gross)", net: "SUM(lines.net)", tax: "SUM(lines.tax_amount)", pieces: "SUM(lines.quantity)", total: "net + tax", taken_off: "gross - net", per_piece: "IF(pieces = 0, 0, ROUND(total / pieces, 2))" }),
    ],
  },
  {
    kind: "object", name: "bill_line", label: text("Line"), title: "note", parent: "bill",
    fields: [
      { name: "note", type: "text", label: text("Note") },
      { name: "bill", type: "lookup", to: ["bill"], required: true, label: text("Bill") },
      { name: "quantity", type: "decimal", scale: 3, label: text("Quantity") },
      { name: "price", type: "currency", label: text("Price") },
      { name: "tax_rate", type: "percent", label: text("Tax") },
      ...formulas({ gross: "ROUND(quantity * price, 2)", share: "ALLOCATE(parent.discount, gross)", net: "gross - share", tax_amount: "ROUND(net * tax_rate, 2)", with_tax: "net + tax_amount" }),
    ],
  },
  {
    kind: "role", name: "rep", label: text("Rep"),
    objects: { deal: { create: true, read: "own", update: "own" }, company: { read: "all" }, user: { read: "all" } },
  },
] as const;

export interface Deal {
  name: string;
  company: string;
  stage: string;
  source: string;
  amount: string;
  probability: string;
  close_date: string;
  score: number;
  need: string;
  next_step: string;
  next_step_on: string;
  interest: number;
  budget: string;
  closed: boolean;
  owner_id: string;
}

/** One deal; `owners` are drawn so that the first holds 12 %. */
export function makeDeal(random: Random, companies: readonly string[], owners: readonly [string, string], index: number): Deal {
  const stage = random.pick(STAGES);
  const date = (): string => new Date(Date.UTC(2026, random.int(0, 11), random.int(1, 28))).toISOString().slice(0, 10);
  return {
    name: `Deal ${index} ${random.pick(["pumps", "sensors", "gateways", "valves"])}`, company: random.pick(companies), stage, source: random.pick(SOURCES), amount: (random.int(1, 90_000_000) / 100).toFixed(2), probability: String(random.int(0, 100)), close_date: date(),
    score: random.int(0, 100), need: "Online monitoring of a water plant with forty points", next_step: "Visit", next_step_on: date(), interest: random.int(1, 5), budget: (random.int(1, 90_000_000) / 100).toFixed(2), closed: stage === "won" || stage === "lost", owner_id: random.chance(0.12) ? owners[0] : owners[1],
  };
}

/** The bare server's row: scaled integers, 0 and 1. */
export function bareRow(deal: Deal): Record<string, string | number> {
  return { ...deal, amount: Math.round(Number(deal.amount) * 100), budget: Math.round(Number(deal.budget) * 100), probability: Number(deal.probability) * 100, closed: deal.closed ? 1 : 0 };
}
