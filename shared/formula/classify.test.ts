import { describe, expect, test } from "vitest";
import type { Json } from "#shared/lib/json.ts";
import { classify, sourceOf } from "./classify.ts";
import type { RecordEnvironment } from "./environment.ts";
import { exampleHost } from "./example-world.ts";
import { readFormula, type Formula } from "./formula.ts";
import type { Scope, ScopeField } from "./scope.ts";
import { BOOLEAN, DATE, DATETIME, INTEGER, number, referenceTo, TEXT, type FormulaType } from "./types.ts";

/** A priced document with lines, as modules.md §1.6 has it, under names of no template. */
const money = number(2, "currency");
const stage: FormulaType = { kind: "option", values: ["draft", "sent", "won"] };
const attributes = new Map<string, FormulaType>([["probability", number(4, "percent")], ["won", BOOLEAN]]);
const one = (name: string, type: FormulaType, more: Partial<ScopeField> = {}): ScopeField => ({ name, type, source: "plain", ...more });
const scopes = new Map<string, Scope>();
function add(object: string, fields: readonly ScopeField[], more: Partial<Scope> = {}): void {
  const byName = new Map([one("id", referenceTo(object)), one("owner_id", referenceTo("user")), one("created_at", DATETIME), ...fields].map((field) => [field.name, field]));
  scopes.set(object, { object, field: (name) => byName.get(name), parent: null, tree: null, target: (name) => scopes.get(name), fieldNames: [...byName.keys()], objectNames: [...scopes.keys()], ...more });
}
const header = one("doc", referenceTo("doc"));
add("doc", [
  one("stage", stage, { attributes }), one("customer", referenceTo("customer")), one("currency", TEXT), one("price_date", DATE), one("rate", number(6)), one("tax_included", BOOLEAN), one("order_discount", money), one("rebate", money),
  one("gross_total", money, { source: "rollup" }), one("net_total", money, { source: "rollup" }), one("tax_total", money, { source: "rollup" }), one("late_days", INTEGER, { source: "virtual" }), one("weird", TEXT, { source: "after_read" }),
  one("lines", { kind: "records", of: "line" }, { rows: { of: "line", by: "doc" } }), one("topics", { kind: "list", of: referenceTo("topic") }, { rows: { of: "topic", by: null } }),
]);
add("line", [header, one("quantity", number(3)), one("unit_price", number(4, "currency")), one("discount_percent", number(4, "percent")), one("tax_rate", number(4, "percent")), one("gross", money, { source: "stored" }), one("line_discount", money, { source: "stored" }), one("amount", money, { source: "stored" }), one("net", money, { source: "stored" }), one("is_gift", BOOLEAN), one("age", INTEGER, { source: "virtual" }), one("product", referenceTo("topic"))], { parent: header });
add("customer", [one("industry", TEXT), one("region", referenceTo("region")), one("due_on", DATE)]);
add("region", [one("parent", referenceTo("region"))], { tree: "parent" });
add("topic", [one("weight", number(2)), one("name", TEXT)]);
add("user", [one("manager", referenceTo("user"))]);

function read(source: string, object = "doc", expected?: FormulaType): Formula {
  const scope = scopes.get(object);
  if (!scope) throw new Error(object);
  const { formula, problems } = readFormula(source, scope, expected);
  if (!formula) throw new Error(`${source}: ${JSON.stringify(problems)}`);
  return formula;
}

describe("classes", () => {
  test.each([
    ["doc", "ROUND(net_total * rate, 2)", "stored", true, ["own"]],
    ["doc", "IF(gross_total = 0, NULL, ROUND(net_total / gross_total, 4))", "stored", true, ["own"]],
    ["doc", "net_total * stage.probability", "stored", true, ["own"]],
    ["doc", "RATE(currency, price_date)", "stored", true, ["rates"]],
    ["doc", 'RMB_CAPITALS(net_total)', "stored", false, ["own"]],
    ["doc", 'STAGE_ENTERED(stage, "won")', "virtual", true, ["past"]],
    ["doc", "SUM(lines.net)", "rollup", true, ["children"]],
    ["doc", "SUM(lines.line_discount) + order_discount", "rollup", true, ["children"]],
    ["doc", "-SUM(lines.net, NOT is_gift) + COUNT(lines)", "rollup", true, ["children"]],
    ["doc", "SUM(lines.quantity * lines.unit_price * rate)", "rollup", true, ["children"]],
    ["doc", 'JOIN(lines.quantity, ", ")', "rollup", false, ["children"]],
    ["doc", "SUM(lines.net, net > this.order_discount)", "rollup", true, ["children"]],
    ["doc", "SUM(lines.age)", "virtual", true, ["virtual_rows"]],
    ["doc", "SUM(lines.net, product.weight > 1)", "virtual", true, ["virtual_rows"]],
    ["doc", "customer.industry", "virtual", true, ["other_record"]],
    ["doc", "late_days > 5", "virtual", true, ["virtual_field"]],
    ["doc", "weird", "virtual", false, ["virtual_field", "not_native"]],
    ["doc", "TODAY() - price_date", "virtual", true, ["time"]],
    ["doc", "owner_id = ME()", "virtual", true, ["viewer"]],
    ["doc", "MANAGER(owner_id)", "virtual", true, ["other_record"]],
    ["doc", "DAYS_SINCE(STAGE_ENTERED(stage))", "virtual", true, ["time", "past"]],
    ["doc", "BUSINESS_MINUTES(created_at, NOW())", "virtual", false, ["time", "not_native"]],
    ["doc", "COUNT(customer, due_on < TODAY() AND industry = this.currency)", "virtual", true, ["time", "any_object"]],
    ["doc", 'COUNT(doc, customer = this.customer AND stage.won AND REACHED(stage, "sent"))', "virtual", true, ["any_object"]],
    ["doc", "SUM(topics.weight)", "virtual", true, ["links"]],
    ["doc", "COUNT(topics)", "stored", true, ["own"]],
    ["doc", "UNDER(customer.region, NULL)", "virtual", true, ["tree", "other_record"]],
    ["line", "IF(parent.tax_included, ROUND(amount / (1 + tax_rate), 2), amount)", "stored", true, ["header"]],
    ["line", "parent.customer.industry", "virtual", true, ["other_record"]],
    ["line", "parent.late_days", "virtual", true, ["virtual_field"]],
    ["line", "ALLOCATE(parent.order_discount, gross - line_discount)", "stored", false, ["header"]],
  ] as const)("%s: %s is %s", (object, source, name, native, codes) => {
    const scope = scopes.get(object);
    if (!scope) throw new Error(object);
    const found = classify(read(source, object), scope);
    expect([found.class, found.native, found.reasons.map(({ code }) => code)]).toEqual([name, native, codes]);
    expect(sourceOf(found)).toBe(name === "virtual" && !native ? "after_read" : name);
  });
});

describe("uses", () => {
  test("an aggregate says what it needs of rows and of the record", () => {
    const { uses } = read("SUM(lines.quantity * lines.unit_price * rate, product.weight > 1 AND doc = this.id AND this.customer.region <> NULL)");
    const [use] = uses.aggregates;
    expect(use?.source).toEqual({ kind: "children", list: "lines", object: "line", by: "doc" });
    expect(use?.row.own.map(({ text }) => text).sort()).toEqual(["doc", "quantity", "unit_price"]);
    expect(use?.row.paths.map(({ text }) => text)).toEqual(["product.weight"]);
    expect(use?.outer.map(({ text }) => text).sort()).toEqual(["customer.region", "id", "rate"]);
    expect(uses.own.map(({ text }) => text).sort()).toEqual(["id", "rate"]);
    expect(uses.paths.map(({ text, steps }) => [text, steps.length])).toEqual([["customer.region", 1]]);
  });

  test("paths know their lookups, parent the lookup it stands for", () => {
    const { uses } = read("parent.customer.industry & parent.currency", "line");
    expect(uses.paths.map(({ text, viaParent, steps, object, field }) => ({ text, viaParent, steps, object, field }))).toEqual([
      { text: "parent.customer.industry", viaParent: true, steps: [{ field: "doc", to: ["doc"] }, { field: "customer", to: ["customer"] }], object: "customer", field: "industry" },
      { text: "parent.currency", viaParent: true, steps: [{ field: "doc", to: ["doc"] }], object: "doc", field: "currency" },
    ]);
  });

  test("what is not the record's", () => {
    const { uses } = read('IF(REACHED(stage, "sent"), RATE(currency, price_date) + WORKDAYS(price_date, TODAY(), "office"), HOURS_SINCE(created_at)) + FISCAL_YEAR(price_date)');
    expect(uses).toMatchObject({ time: "now", rates: true, calendars: ["office"], transitions: ["stage"], workspace: true, viewer: false, host: false });
  });
});

describe("worked cases of modules.md", () => {
  type Values = Readonly<Record<string, Json>>;
  function allocated(total: string, weights: readonly string[], source = "ALLOCATE(parent.order_discount, gross)"): unknown[] {
    const { evaluate } = read(source, "line");
    const record = (values: Values, at: number): RecordEnvironment => ({ value: (ref) => (ref.text === "parent.order_discount" ? total : (values[ref.text] ?? null)), rows: () => ({ rows: [] }), transitions: () => [], siblings: () => ({ lines, at }) });
    const lines: RecordEnvironment[] = [];
    for (const [at, gross] of weights.entries()) lines.push(record({ gross }, at));
    return lines.map((line) => {
      const result = evaluate({ record: line, host: exampleHost });
      return result.ok ? result.value : result.error;
    });
  }

  test("T-0a: a split to the cent, its negative, nothing, and nothing to split by", () => {
    expect(allocated("100.00", ["1", "1", "1"])).toEqual(["33.34", "33.33", "33.33"]);
    expect(allocated("-100.00", ["1", "1", "1"])).toEqual(["-33.34", "-33.33", "-33.33"]);
    expect(allocated("0.00", ["0", "0"])).toEqual(["0.00", "0.00"]);
    expect(allocated("1.00", ["0", "0"])).toEqual(["no_weights", "no_weights"]);
    expect(allocated("100.00", ["1", "5", "9"], 'ALLOCATE(parent.order_discount, "equal")')).toEqual(["33.34", "33.33", "33.33"]);
    expect(allocated("12.00", ["5", "0", "10"], 'ALLOCATE(parent.order_discount, gross, "in_order")')).toEqual(["5.00", "0.00", "7.00"]);
  });

  test("T-12c: slices above a threshold at their multiplier, from where the period stood; T-12e: all at the rate reached", () => {
    const rows = (tiers: readonly (readonly [string, string])[]): RecordEnvironment => ({
      value: () => null, transitions: () => [], siblings: () => ({ lines: [], at: 0 }),
      rows: () => ({ rows: tiers.map(([unit_price, quantity]): RecordEnvironment => ({ value: (ref) => ({ unit_price, quantity })[ref.text] ?? null, rows: () => ({ rows: [] }), transitions: () => [], siblings: () => ({ lines: [], at: 0 }) })) }),
    });
    const of = (source: string, tiers: readonly (readonly [string, string])[]): Json => {
      const result = read(source).evaluate({ record: rows(tiers), host: exampleHost });
      return result.ok ? result.value : result.error;
    };
    const multipliers = [["0.0000", "1.000"], ["600000.0000", "1.200"], ["720000.0000", "1.500"]] as const;
    expect(of('ROUND(TIER(250000, lines.unit_price, lines.quantity, "marginal", 490000), 2)', multipliers)).toBe("284000.00");
    expect(of('ROUND(TIER(-250000, lines.unit_price, lines.quantity, "marginal", 740000), 2)', multipliers)).toBe("-284000.00");
    const shares = [["0", "0.010"], ["300000", "0.015"], ["500000", "0.020"]] as const;
    expect(of("ROUND(TIER(520000, lines.unit_price, lines.quantity), 2)", shares)).toBe("10400.00");
    expect(of("ROUND(TIER(499999.99, lines.unit_price, lines.quantity), 2)", shares)).toBe("7500.00");
  });

  test("T-15: the clock of a calendar with holidays, a worked Saturday and lunch", () => {
    const at = (source: string): Json => {
      const result = read(source).evaluate({ record: { value: () => null, rows: () => ({ rows: [] }), transitions: () => [], siblings: () => ({ lines: [], at: 0 }) }, host: exampleHost });
      return result.ok ? result.value : result.error;
    };
    expect(at('ADD_BUSINESS_MINUTES("2026-04-30T08:30:00.000Z", 12.8 * 60)')).toBe("2026-05-07T05:18:00.000Z");
    expect(at('BUSINESS_MINUTES("2026-05-06T02:00:00.000Z", "2026-05-07T02:00:00.000Z")')).toBe(480);
    expect(at('BUSINESS_MINUTES("2026-05-08T09:30:00.000Z", "2026-05-09T01:30:00.000Z")')).toBe(60);
  });

  // §3.2, G2: quantity, price, discount %, tax %, then gross, discount, share of the order discount, net, tax.
  const G2 = [
    ["4.000", "18000.0000", "10.00", "13.00", "72000.00", "7200.00", "1036.09", "63763.91", "8289.31"],
    ["4.000", "2200.0000", "10.00", "13.00", "8800.00", "880.00", "126.63", "7793.37", "1013.14"],
    ["4.000", "1350.0000", "10.00", "13.00", "5400.00", "540.00", "77.71", "4782.29", "621.70"],
    ["32.000", "1280.0000", "10.00", "13.00", "40960.00", "4096.00", "589.42", "36274.58", "4715.70"],
    ["4.000", "6000.0000", "15.00", "6.00", "24000.00", "3600.00", "326.18", "20073.82", "1204.43"],
    ["1.000", "3200.0000", "0.00", "6.00", "3200.00", "0.00", "51.17", "3148.83", "188.93"],
  ] as const;

  test("G2: gross, discounts, net and tax of each line", () => {
    const of = (source: string, values: Values): Json => {
      const result = read(source, "line", money).evaluate({ record: { value: (ref) => values[ref.text] ?? null, rows: () => ({ rows: [] }), transitions: () => [], siblings: () => ({ lines: [], at: 0 }) }, host: exampleHost });
      return result.ok ? result.value : result.error;
    };
    const shares = allocated("2207.20", G2.map(([, , , , gross, discount]) => (Number(gross) - Number(discount)).toFixed(2)));
    for (const [i, [quantity, unit_price, discount_percent, tax_rate, gross, line_discount, share, net, tax]] of G2.entries()) {
      expect(of("ROUND(quantity * unit_price, 2)", { quantity, unit_price })).toBe(gross);
      expect(of("ROUND(gross * discount_percent, 2)", { gross, discount_percent })).toBe(line_discount);
      expect(shares[i]).toBe(share);
      expect(of("gross - line_discount - amount", { gross, line_discount, amount: share })).toBe(net);
      expect(of("ROUND(net * tax_rate, 2)", { net, tax_rate })).toBe(tax);
    }
  });
});
