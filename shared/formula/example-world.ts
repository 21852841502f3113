import type { Json } from "#shared/lib/json.ts";
import type { Host, RecordEnvironment, Transition } from "./environment.ts";
import { dayNumber, weekday } from "./dates.ts";
import type { Scope, ScopeField } from "./scope.ts";
import { BOOLEAN, DATE, DATETIME, INTEGER, listOf, number, referenceTo, TEXT, type FormulaType } from "./types.ts";

/**
 * The small world that the examples in the functions' documentation are computed in, so that whoever reads them can follow. Not
 * part of the product's bundle: the editor shows examples with their results as texts.
 */
const field = (name: string, type: FormulaType, more: Partial<ScopeField> = {}): ScopeField => ({ name, type, source: "plain", ...more });

function scope(object: string, fields: readonly ScopeField[], more: Partial<Scope> = {}): Scope {
  const byName = new Map(fields.map((one) => [one.name, one]));
  return { object, field: (name) => byName.get(name), parent: null, tree: null, target: (name) => SCOPES.get(name), fieldNames: [...byName.keys()], objectNames: [...SCOPES.keys()], ...more };
}

const placeAttributes = new Map<string, FormulaType>([["lat", number(7)], ["lng", number(7)], ["time", DATETIME]]);
const SCOPES = new Map<string, Scope>();
const batch = field("batch", referenceTo("batch"));

SCOPES.set("thing", scope("thing", [
  field("id", referenceTo("thing")), field("name", TEXT), field("nickname", TEXT), field("amount", number(2, "currency")), field("discount", number(4, "percent")),
  field("active", BOOLEAN), field("due_on", DATE), field("created_at", DATETIME), field("size", INTEGER), field("tags", listOf(TEXT)),
  field("stage", { kind: "option", values: ["draft", "review", "done"] }, { attributes: new Map<string, FormulaType>([["probability", number(4, "percent")], ["closed", BOOLEAN]]) }),
  field("owner_id", referenceTo("user")), field("area", referenceTo("area")), field("check_in", { kind: "place" }, { attributes: placeAttributes }), field("site", { kind: "place" }, { attributes: placeAttributes }),
  field("lines", { kind: "records", of: "line" }, { rows: { of: "line", by: "thing" } }), field("tiers", { kind: "records", of: "tier" }, { rows: { of: "tier", by: "thing" } }), batch,
], { parent: batch }));
SCOPES.set("line", scope("line", [field("id", referenceTo("line")), field("thing", referenceTo("thing")), field("item", TEXT), field("size", INTEGER), field("open", BOOLEAN)]));
SCOPES.set("tier", scope("tier", [field("threshold", number(2, "currency")), field("rate", number(4, "percent"))]));
SCOPES.set("batch", scope("batch", [field("id", referenceTo("batch")), field("total", number(2, "currency"))]));
SCOPES.set("area", scope("area", [field("id", referenceTo("area")), field("parent", referenceTo("area"))], { tree: "parent" }));
SCOPES.set("user", scope("user", [field("id", referenceTo("user")), field("manager", referenceTo("user"))]));

export const exampleScope: Scope = SCOPES.get("thing") ?? scope("thing", []);

const PAST: readonly Transition[] = [{ to: "draft", at: "2026-11-01T01:00:00.000Z" }, { to: "review", at: "2026-11-20T01:00:00.000Z" }];

function record(values: Readonly<Record<string, Json>>, rows: Readonly<Record<string, readonly RecordEnvironment[]>> = {}): RecordEnvironment {
  const made: RecordEnvironment = {
    value: (ref) => values[ref.text] ?? null,
    rows: ({ source }) => ({ rows: source.kind === "object" ? [] : (rows[source.list] ?? []) }),
    siblings: () => ({ lines: SIBLINGS, at: 0 }),
    transitions: (name) => (name === "stage" ? PAST : []),
  };
  return made;
}

const SIBLINGS: readonly RecordEnvironment[] = [
  record({ size: 100, due_on: "2026-11-30" }), record({ size: 100, due_on: "2026-12-01" }), record({ size: 100, due_on: "2026-12-02" }),
];

export const exampleRecord: RecordEnvironment = record(
  {
    id: "thing-1", name: "Harbour pump", amount: "1200.50", discount: "12.50", active: true, due_on: "2026-11-30", created_at: "2026-11-01T01:00:00.000Z", size: 100,
    tags: ["vip", "east"], stage: "review", "stage.probability": "40", "stage.closed": false, owner_id: "user-1", "owner_id.manager": "user-2", area: "area-china", "parent.total": "100.00",
    check_in: { lat: 31.23, lng: 121.47 }, site: { lat: 31.24, lng: 121.47 },
  },
  {
    lines: [record({ item: "pump", size: 100, open: true }), record({ item: "valve", size: 200, open: true }), record({ item: "cable", size: 300, open: false })],
    tiers: [record({ threshold: "100000.00", rate: "1.00" }), record({ threshold: "300000.00", rate: "2.00" }), record({ threshold: "600000.00", rate: "3.00" })],
  },
);

const HOLIDAYS = new Set([1, 2, 3, 4, 5].map((day) => `2026-05-0${day}`));
const HOURS = [{ from: 9 * 60, to: 12 * 60 }, { from: 13 * 60, to: 18 * 60 }];
const SHANGHAI = 8 * 3_600_000;

export const exampleHost: Host = {
  now: "2026-11-24T02:30:00.000Z",
  today: "2026-11-24",
  viewer: "user-1",
  workspace: { currency: "CNY", locale: "en", timeZone: "Asia/Shanghai", fiscalYearStart: 4 },
  localDate: (moment) => new Date(Date.parse(moment) + SHANGHAI).toISOString().slice(0, 10),
  startOfDay: (date) => new Date(dayNumber(date) * 86_400_000 - SHANGHAI).toISOString(),
  rate: (currency) => (currency === "USD" ? "7.125" : "1"),
  // The calendar of modules.md §3.15: five days in May off, one Saturday worked for it.
  calendar: () => ({ timeZone: "Asia/Shanghai", hours: (date) => ((weekday(date) <= 5 && !HOLIDAYS.has(date)) || date === "2026-05-09" ? HOURS : []) }),
  under: (_, id, root) => id === root || (id === "area-china" && root === "area-asia"),
  pinyin: (text) => text.replaceAll("\u5f20", "zhang ").replaceAll("\u4e09", "san").trim(),
};
