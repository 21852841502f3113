import { describe, expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "#shared/model/compile.ts";
import { scopeOf } from "#shared/model/scope.ts";
import { complete } from "./complete.ts";
import { functionAt } from "./help-at.ts";
import { scan } from "./scan.ts";

const documents: Document[] = [
  {
    kind: "object", name: "deal", label: { en: "Deal", "zh-CN": "生意" }, title: "name",
    fields: [
      { name: "name", type: "text", label: { en: "Name", "zh-CN": "名称" } }, { name: "amount", type: "currency", label: { en: "Amount", "zh-CN": "金额" } },
      { name: "status", type: "select", label: { en: "Status", "zh-CN": "状态" }, options: [{ value: "open", label: { en: "Open" } }, { value: "won", label: { en: "Won", "zh-CN": "赢单" } }] },
      { name: "customer", type: "lookup", to: ["customer"] }, { name: "lines", type: "children", of: "deal_line", by: "deal" },
    ],
    stages: [{ name: "status", field: "status", steps: [{ value: "open" }, { value: "won" }] }],
  },
  { kind: "object", name: "deal_line", title: "item", parent: "deal", fields: [{ name: "item", type: "text" }, { name: "quantity", type: "integer" }, { name: "deal", type: "lookup", to: ["deal"] }] },
  { kind: "object", name: "customer", label: { en: "Customer" }, title: "title", fields: [{ name: "title", type: "text" }, { name: "industry", type: "text", label: { en: "Industry" } }] },
];
const { model } = compile(documents, { release: 1, settings: { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } });
const deal = model.object("deal");
if (!deal) throw new Error("no deal");
const world = { scope: scopeOf(deal, model), model, language: "zh-CN" as const };

/** Completions at `|`. */
function at(text: string, asked = false): string[] {
  const caret = text.indexOf("|");
  return (complete(text.replace("|", ""), caret, world, asked)?.items ?? []).map(({ name }) => name);
}
/** The formula after the first completion at `|`. */
function taken(text: string): string {
  const caret = text.indexOf("|");
  const source = text.replace("|", "");
  const found = complete(source, caret, world);
  const [item] = found?.items ?? [];
  if (!found || !item) throw new Error(`nothing fits in ${text}`);
  const next = source.slice(0, found.from) + item.insert + source.slice(found.to);
  const place = found.from + item.caret;
  return `${next.slice(0, place)}|${next.slice(place)}`;
}

describe("what fits at the caret", () => {
  test("fields by name and by label, functions behind them", () => {
    expect(at("am|")[0]).toBe("amount");
    expect(at("1 + 金|")).toEqual(["amount"]);
    expect(at("ROU|")).toEqual(["ROUND", "ROUNDUP", "ROUNDDOWN", "MROUND"]);
    expect(at("|")).toEqual([]);
    expect(at("amount|")).toEqual([]);
    expect(at("amount|", true)).toEqual(["amount"]);
    expect(at("|", true).slice(0, 3)).toEqual(["name", "amount", "status"]);
  });

  test("behind a dot the fields of the record that it leads to, and attributes of stages", () => {
    expect(at("customer.|")).toEqual(expect.arrayContaining(["title", "industry"]));
    expect(at("customer.ind|")).toEqual(["industry"]);
    expect(at("amount * status.prob|")).toEqual(["probability"]);
    expect(at("amount.|")).toEqual([]);
  });

  test("options of the field that is compared", () => {
    expect(at("status = |")).toEqual(["open", "won"]);
    expect(taken('status = "w|')).toBe('status = "won"|');
    expect(taken("status IN (赢|")).toBe('status IN ("won"|');
    expect(at("amount = |")).toEqual([]);
    expect(at('name & "w|"')).toEqual([]);
  });

  test("rows where an aggregate takes them; in its conditions the row's own names, and this. for the record around", () => {
    expect(at("li|")).not.toContain("lines");
    expect(at("SUM(li|")).toContain("lines");
    expect(at("SUM(lines.qu|)")).toEqual(["quantity"]);
    expect(at("SUM(lines.quantity, it|)")).toContain("item");
    expect(at("SUM(lines.quantity, am|)")).not.toContain("amount");
    expect(at("SUM(lines.quantity, this.am|)")[0]).toBe("amount");
    expect(at("LAST(lines.item BY qu|)")).toContain("quantity");
  });

  test("what is put in leaves the caret where one goes on", () => {
    expect(taken("ROUND|")).toBe("ROUND(|)");
    expect(taken("TODAY|")).toBe("TODAY()|");
    expect(taken("ROU|(amount, 2)")).toBe("ROUND(|amount, 2)");
    expect(taken("am|ou + 1")).toBe("amount| + 1");
    expect(taken("cust|.industry")).toBe("customer|.industry");
  });
});

test("the function whose argument is typed, and which of its parameters", () => {
  const help = (text: string): unknown => {
    const found = functionAt(text.replace("|", ""), text.indexOf("|"));
    return found && [found.definition.name, found.parameter];
  };
  expect(help("ROUND(amount|, 2)")).toEqual(["ROUND", 0]);
  expect(help("ROUND(amount * (1 + 2), |")).toEqual(["ROUND", 1]);
  expect(help("IFS(a = 1, 2, b = 1, |)")).toEqual(["IFS", 1]);
  expect(help("SUM(1, 2, 3|)")).toEqual(["SUM", 0]);
  expect(help("amount + |")).toBeNull();
});

test("pieces together are the text, whatever it is", () => {
  for (const text of ['a."x', 'IF(金额 >= 15%, "a""b", \u{1F600})', "", "  \n", '"open']) expect(scan(text).map((piece) => piece.text).join("")).toBe(text);
});
