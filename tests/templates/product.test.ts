import { expect, test } from "vitest";
import { openWorld, rowsOf, type Row } from "./world.ts";

const world = openWorld(["product"]);

const product = (code: string, more: Row = {}): Promise<Row> => world().make("product", { code, name: code, unit: "piece", list_price: "100", stock_tracked: true, reorder_point: "20", reorder_quantity: "60", ...more });
const move = (of: Row, kind: string, quantity: string): Promise<Row> => world().make("stock_move", { product: of["id"], kind, quantity });
const stock = async (of: Row): Promise<unknown[]> => {
  const { on_hand, reserved, available, stock_status } = await world().read("product", of["id"]);
  return [on_hand, reserved, available, stock_status];
};

test("stock follows its moves: reservations take from what is available, not from what is there", async () => {
  const pump = await product("PUMP");
  expect(await stock(pump)).toEqual(["0.00", "0.00", "0.00", "out"]);
  await move(pump, "receipt", "100");
  await move(pump, "reserve", "-70");
  expect(await stock(pump)).toEqual(["100.00", "70.00", "30.00", "in_stock"]);
  await move(pump, "reserve", "-10.01");
  expect(await stock(pump)).toEqual(["100.00", "80.01", "19.99", "low"]);
  await move(pump, "release", "80.01");
  await move(pump, "issue", "-80");
  await move(pump, "return", "2");
  await move(pump, "adjust", "-1");
  expect(await stock(pump)).toEqual(["21.00", "0.00", "21.00", "in_stock"]);
  expect(await stock(await product("FREE", { stock_tracked: false }))).toEqual(["0.00", "0.00", "0.00", "n/a"]);
  const low = await world().client.get(`${world().path("records", "product")}?view=product_low_stock`);
  expect(low.status, low.text).toBe(200);
  expect(low.json.records).toEqual([]);
});

test("a move's sign fits its kind", async () => {
  const valve = await product("VALVE");
  for (const [kind, quantity] of [["receipt", "-1"], ["issue", "1"], ["reserve", "1"], ["release", "-1"], ["return", "-1"], ["adjust", "0"]] as const) {
    expect(await world().refused("stock_move", { product: valve["id"], kind, quantity }), kind).toEqual(["/quantity sign_fits_kind"]);
  }
});

test("a product leaves the range in order", async () => {
  expect(await world().refused("product", { code: "DEAR", name: "Dear", unit: "piece", list_price: "100", min_price: "100.01" })).toEqual(["/min_price floor_below_list"]);
  const old = await product("OLD");
  await move(old, "receipt", "3");
  const to = (status: string, more: Row = {}): Promise<string[]> =>
    world().client.patch(world().path("records", "product", String(old["id"])), { status, ...more }).then(({ status: code, json }) => (code === 200 ? [] : (json.errors as Row[]).map(({ path, rule }) => `${String(path)} ${String(rule)}`)));
  expect(await to("discontinued")).toEqual(["/status stage"]);
  expect(await to("phase_out")).toEqual(["/end_of_sale_on phase_out_has_end"]);
  expect(await to("phase_out", { end_of_sale_on: "2026-12-31" })).toEqual([]);
  expect(await to("discontinued")).toEqual(["/status stage"]);
  await move(old, "issue", "-3");
  expect(await to("discontinued")).toEqual([]);
});

test("a price book's entries take the product's unit; a price below the minimum is warned, taxes apart", async () => {
  const item = await product("ITEM", { min_price: "80", unit: "set" });
  const book = await world().make("price_book", { code: "B", name: "Book", currency: "CNY", valid_from: "2026-01-01", tax_included: true, entries: [{ product: item["id"], unit_price: "90.40" }] }, ["entries"]);
  expect(rowsOf(book, "entries")[0]).toMatchObject({ unit: "set", min_quantity: "1.00" });
  expect(book).not.toHaveProperty("$warnings");
  const preview = await world().evaluate("price_book", { code: "C", name: "Cheap", currency: "CNY", valid_from: "2026-01-01", tax_included: true, entries: [{ product: item["id"], unit_price: "90.39" }] });
  expect(preview.errors).toEqual([]);
  expect(preview.warnings).toEqual([expect.objectContaining({ path: "/entries/0/unit_price", rule: "not_below_minimum" })]);
  expect(await world().refused("price_book", { code: "D", name: "Late", currency: "CNY", valid_from: "2026-02-01", valid_to: "2026-01-31" })).toEqual(["/valid_to dates_in_order"]);
});
