import type { Document } from "#shared/metadata/document.ts";

const field = (name: string, type: string, more: object = {}): object => ({ name, type, label: { en: name, "zh-CN": name }, ...more });
const formula = (name: string, returns: string, text: string, more: object = {}): object => field(name, "formula", { returns, formula: text, ...more });

/** A shop whose documents compute: an offer with its lines, a shelf that must not run empty, allocations that add up through three levels. */
export const SHOP = [
  {
    kind: "object", name: "item", label: { en: "Item" }, title: "name",
    fields: [field("name", "text", { required: true }), field("tax", "percent", { default: "13" }), field("cost", "currency"), field("moves", "children", { of: "move", by: "item" }), formula("stock", "decimal", "SUM(moves.quantity)", { scale: 0 }), formula("moved", "integer", "COUNT(moves)")],
    rules: [{ name: "not_below_zero", check: "stock >= 0", message: { en: "Not so many are there", "zh-CN": "库存不足" }, at: "stock" }],
  },
  { kind: "object", name: "move", label: { en: "Move" }, title: "note", fields: [field("note", "text"), field("item", "lookup", { to: ["item"], required: true, onDelete: "cascade" }), field("quantity", "decimal", { scale: 0, required: true })] },
  {
    kind: "object", name: "client", label: { en: "Client" }, title: "name",
    fields: [field("name", "text", { required: true }), field("coin", "select", { optionSet: "currency" }), field("limit_amount", "currency"), field("offers", "children", { of: "offer", by: "client" }), formula("open_total", "currency", "SUM(offers.total, state <> \"lost\")"), formula("biggest", "currency", "MAX(offers.total)"), formula("last_offer", "text", "LAST(offers.title BY made_on)"),
      formula("ever", "currency", "SUM(offer.total, client = this.id)"), formula("room", "currency", "limit_amount - open_total"), formula("silent_days", "integer", "TODAY() - MAX(offers.made_on)")],
    rules: [{ name: "credit", check: "open_total <= limit_amount", message: { en: "Over the limit", "zh-CN": "超过额度" }, at: "limit_amount" }],
  },
  {
    kind: "object", name: "offer", label: { en: "Offer" }, title: "title", currency: "coin",
    fields: [
      field("title", "text"), field("client", "lookup", { to: ["client"] }), field("coin", "select", { optionSet: "currency", default: { formula: "client.coin" } }), field("made_on", "date", { default: { formula: "TODAY()" } }),
      field("rate", "decimal", { scale: 6, default: { formula: "RATE(coin, made_on)" } }), field("with_tax", "boolean"), field("discount", "currency"),
      field("state", "select", { default: "open", options: [{ value: "open" }, { value: "won" }, { value: "lost" }] }), field("lines", "children", { of: "offer_line", by: "offer" }),
      formula("gross", "currency", "SUM(lines.gross)"), formula("net", "currency", "SUM(lines.net)"), formula("tax_total", "currency", "SUM(lines.tax_amount)"), formula("total", "currency", "net + tax_total"),
      formula("total_base", "currency", "ROUND(total * rate, 2)", { currency: "workspace" }), formula("client_limit", "currency", "client.limit_amount"), formula("client_name", "text", "client.name"), formula("part", "percent", "ROUND(total / client.open_total, 4)"), formula("age", "integer", "TODAY() - made_on"), formula("late", "boolean", "age > 30 AND state = \"open\""),
      formula("discount_percent", "percent", "IF(gross = 0, 0, ROUND((SUM(lines.line_discount) + discount) / gross, 4))"),
    ],
    rules: [
      { name: "discount_small", check: "discount_percent <= 50%", message: { en: "Too much discount", "zh-CN": "折扣过大" }, at: "discount" },
      { name: "better_titled", check: "title <> \"\"", severity: "warning", message: { en: "A title helps", "zh-CN": "最好有标题" }, at: "title" },
    ],
  },
  {
    kind: "object", name: "offer_line", label: { en: "Line" }, title: "note", parent: "offer", currency: "offer.coin",
    fields: [
      field("note", "text"), field("offer", "lookup", { to: ["offer"], required: true }), field("item", "lookup", { to: ["item"] }), field("quantity", "decimal", { scale: 3, required: true }), field("price", "currency", { scale: 4 }), field("off", "percent", { default: "0" }),
      field("tax", "percent", { default: { formula: "item.tax" } }),
      formula("gross", "currency", "ROUND(quantity * price, 2)"), formula("line_discount", "currency", "ROUND(gross * off, 2)"),
      formula("share", "currency", "ALLOCATE(parent.discount, gross - line_discount)"), formula("amount", "currency", "gross - line_discount - share"),
      formula("net", "currency", "IF(parent.with_tax, ROUND(amount / (1 + tax), 2), amount)"), formula("tax_amount", "currency", "IF(parent.with_tax, amount - net, ROUND(net * tax, 2))"),
    ],
  },
] as unknown as Document[]; // checked by compile
