import { newId } from "#shared/lib/id.ts";
import type { JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "#shared/model/compile.ts";
import type { Model } from "#shared/model/model.ts";
import { ALL_RIGHTS, compileRights } from "#server/access/compile.ts";
import type { Viewer } from "#server/access/rights.ts";
import { createReads } from "#server/query/reads.ts";
import type { Reads } from "#server/query/port.ts";
import type { Writes } from "#server/records/port.ts";
import { createWrites } from "#server/records/writes.ts";
import { Refusal } from "#server/refusal.ts";
import { expand, flip, planMigration } from "#server/store/migrate.ts";
import type { Store } from "#server/store/port.ts";

const field = (name: string, type: string, more: object = {}): object => ({ name, type, label: { en: name[0]?.toUpperCase() + name.slice(1), "zh-CN": name }, ...more });

/** A small workspace that has every rule of the write path once. */
const DOCUMENTS = [
  {
    kind: "object", name: "firm", label: { en: "Firm" }, plural: { en: "Firms" }, title: "name", owners: true,
    fields: [
      field("name", "text", { required: true, maxLength: 40 }),
      field("code", "text", { unique: true, pattern: "[A-Z]{2}\\d{2}" }),
      field("parent", "lookup", { to: ["firm"] }),
      field("grade", "select", { track: true, default: "b", options: [{ value: "a" }, { value: "b" }, { value: "old", inactive: true }] }),
      field("credit", "currency", { min: "0", max: "1000000" }),
      field("secret", "text"),
      field("score", "integer"),
      field("rate", "decimal", { scale: 3 }),
      field("active", "boolean"),
      field("since", "date"),
      field("seen", "datetime"),
      field("words", "tags"),
      field("friends", "many_to_many", { to: ["firm"] }),
      field("people", "users"),
      field("papers", "file", { many: true }),
      field("extra", "json"),
      field("contacts", "children", { of: "person", by: "firm" }),
    ],
  },
  {
    kind: "object", name: "person", label: { en: "Person" }, plural: { en: "People" }, title: "name", owners: true,
    fields: [field("name", "text", { required: true }), field("email", "email"), field("firm", "lookup", { to: ["firm"], onDelete: "cascade" }), field("boss", "lookup", { to: ["person"] })],
    unique: [{ name: "mail_in_firm", fields: ["firm", "email"] }],
  },
  {
    kind: "object", name: "bill", label: { en: "Bill" }, plural: { en: "Bills" }, title: "number", owners: true, currency: "coin",
    recordTypes: [{ name: "plain", label: { en: "Plain" } }, { name: "urgent", label: { en: "Urgent" }, required: ["note"], defaults: { stage: "sent" } }],
    fields: [
      field("number", "auto_number", { format: "B-{YYYY}{MM}-{000}" }),
      field("firm", "lookup", { to: ["firm"], onDelete: "restrict" }),
      field("coin", "select", { optionSet: "currency" }),
      field("stage", "select", { default: "open", options: [{ value: "open" }, { value: "sent" }] }),
      field("note", "long_text"),
      field("total", "currency"),
      field("about", "lookup", { to: ["firm", "person"] }),
      field("lines", "children", { of: "bill_line", by: "bill" }),
    ],
  },
  {
    kind: "object", name: "bill_line", label: { en: "Line" }, plural: { en: "Lines" }, title: "name", parent: "bill",
    fields: [
      field("name", "text"), field("bill", "lookup", { to: ["bill"], required: true }), field("quantity", "integer", { required: true, min: 1 }), field("price", "currency"),
      field("item_code", "text"), field("parts", "children", { of: "bill_part", by: "line" }),
    ],
    unique: [{ name: "code_in_bill", fields: ["bill", "item_code"] }],
  },
  {
    kind: "object", name: "bill_part", label: { en: "Part" }, plural: { en: "Parts" }, title: "name", parent: "line",
    fields: [field("name", "text", { required: true }), field("line", "lookup", { to: ["bill_line"], required: true })],
  },
  {
    kind: "role", name: "seller", label: { en: "Seller" },
    objects: {
      firm: { create: "own", read: "own_and_below", update: "own", delete: "own", fields: { secret: "hidden", credit: "read", score: "masked" } },
      person: { create: "own_and_below", read: "own_and_below", update: "own_and_below", delete: false, transfer: "own" },
      bill: { create: "own", read: "own_and_below", update: "own", delete: "own" },
      bill_line: { create: "parent", read: "parent", update: "parent", delete: "parent" },
      bill_part: { create: "parent", read: "parent", update: "parent", delete: "parent" },
      user: { read: true },
    },
  },
  { kind: "role", name: "reader", label: { en: "Reader" }, objects: { firm: { read: true }, user: { read: true } } },
];

export const NOW = new Date("2026-11-24T08:30:00.000Z");

export interface Office {
  readonly store: Store;
  readonly model: Model;
  readonly reads: Reads;
  readonly writes: Writes;
  readonly admin: Viewer;
  /** Ida leads Tom; Zoe is on her own. */
  readonly ida: Viewer;
  readonly tom: Viewer;
  readonly zoe: Viewer;
  readonly reader: Viewer;
  clock(): Date;
  setClock(now: Date): void;
  /** Rows of a query on the store, as text or number. */
  rows(sql: string, parameters?: readonly string[]): Promise<unknown[][]>;
}

/** `more`: documents beside those of the office. */
export function compileOffice(more: readonly object[] = []): Model {
  const { model, diagnostics } = compile([...DOCUMENTS, ...more] as unknown as Document[], { release: 3, settings: { locale: "en", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 } }); // documents as JSON brings them
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 1));
  return model;
}

export async function openOffice(store: Store, more: readonly object[] = []): Promise<Office> {
  const model = compileOffice(more);
  const plan = await planMigration(store, null, model);
  await expand(store, plan);
  await flip(store, plan, async () => undefined);
  const reads = createReads({ store, model, clock: () => now });
  let now = NOW;
  const writes = createWrites({ store, model, reads, clock: () => now });
  const rights = compileRights(model);
  const viewer = (roles: string[], id: string): Viewer => ({ id, roles, rights: rights(roles), language: "en" });
  const [adminId, ida, tom, zoe, reader] = [newId(), newId(), newId(), newId(), newId()];
  const user = (id: string, name: string, manager: string | null = null): { id: string; createdAt: string; createdBy: null; values: JsonObject } => ({ id, createdAt: NOW.toISOString(), createdBy: null, values: { name, manager } });
  await store.exclusive((tx) => writes.load(tx, "user", [user(tom, "Tom", ida), user(adminId, "Ada"), user(ida, "Ida"), user(zoe, "Zoe"), user(reader, "Rea")]));
  return {
    store, model, reads, writes,
    admin: { id: adminId, roles: ["administrator"], rights: ALL_RIGHTS, language: "en" },
    ida: viewer(["seller"], ida), tom: viewer(["seller"], tom), zoe: viewer(["seller"], zoe), reader: viewer(["reader"], reader),
    clock: () => now,
    setClock: (at) => void (now = at),
    rows: async (sql, parameters = []) => (await store.reader.all(sql, parameters)).map((row) => [...row]),
  };
}

/** How a write was refused, briefly: `409 /code unique`. */
export async function refusal(work: Promise<unknown>): Promise<{ status: number; problems: readonly Problem[]; extra: JsonObject; brief: string[] }> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const brief = error.problems.map(({ path, rule, params }) => `${error.status} ${path} ${rule}${params["context"] === undefined ? "" : ` ${params["context"]}`}`);
    return { status: error.status, problems: error.problems, extra: error.extra, brief: brief.length > 0 ? brief : [String(error.status)] };
  }
  throw new Error("it was not refused");
}
