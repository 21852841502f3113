import { expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import { wokenBy } from "./woken.ts";

const label = (en: string) => ({ en });
const documents: Document[] = [
  { kind: "object", name: "account", label: label("Account"), fields: [{ name: "name", type: "text", label: label("Name") }, { name: "limit", type: "decimal", label: label("Limit"), when: ["finance"] }] },
  { kind: "object", name: "account_order", extends: "account", when: ["order"], fields: [{ name: "orders", type: "children", of: "sales_order", by: "account", label: label("Orders") }] },
  { kind: "object", name: "account_both", extends: "account", when: ["order", "finance"], fields: [{ name: "open", type: "decimal", label: label("Open") }] },
  { kind: "page", name: "sales", when: ["order"], label: label("Sales") },
  { kind: "form", name: "account", object: "account", body: [{ id: "s", block: "section", label: label("Main"), children: [{ id: "f", block: "field", field: "limit", when: ["finance"] }] }] },
  { kind: "form", name: "hidden", object: "account", when: ["absent"], body: [{ id: "s", block: "section", label: label("Never"), when: ["order"] }] },
];

test("what waits for a package appears with it, and with it alone", () => {
  expect(wokenBy(documents, new Set(["base"]), new Set(["base", "order"]))).toEqual([
    { kind: "object", name: "account", labels: [{ en: "Orders" }] },
    { kind: "page", name: "sales", labels: [] },
  ]);
});

test("several packages at once wake what waits for all of them; a block without words is counted by its form", () => {
  expect(wokenBy(documents, new Set(["order"]), new Set(["order", "finance"]))).toEqual([
    { kind: "object", name: "account", labels: [{ en: "Limit" }, { en: "Open" }] },
    { kind: "form", name: "account", labels: [] },
  ]);
  expect(wokenBy(documents, new Set(["order"]), new Set(["order"]))).toEqual([]);
});
