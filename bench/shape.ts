/** The table that both sides serve: 15 fields of a sales opportunity, as modules.md has them, plus what the platform adds. */
import type { Random } from "#tests/sample/random.ts";

export const STAGES = ["qualify", "needs", "solution", "proposal", "negotiation", "won", "lost"] as const;
const SOURCES = ["website", "referral", "event", "search", "partner"] as const;

export const COLUMNS = ["name", "company", "stage", "source", "amount", "probability", "close_date", "score", "need", "next_step", "next_step_on", "interest", "budget", "closed", "owner_id"] as const;

const text = (value: string): { en: string; "zh-CN": string } => ({ en: value, "zh-CN": value });
const options = (values: readonly string[]) => values.map((value) => ({ value, label: text(value) }));

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
