import { expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "#shared/model/compile.ts";
import { whereUsed } from "./where-used.ts";

const documents = [
  { kind: "option-set", name: "state", options: [{ value: "on" }, { value: "off" }] },
  { kind: "object", name: "house", label: {}, title: "name", fields: [{ name: "name", type: "text" }, { name: "state", type: "select", optionSet: "state" }] },
  { kind: "object", name: "house_more", extends: "house", fields: [{ name: "garden", type: "boolean" }] },
  { kind: "object", name: "room", label: {}, title: "name", fields: [{ name: "name", type: "text" }, { name: "house", type: "lookup", to: ["house"] }], indexes: [{ name: "by_name", fields: ["-name"] }] },
  { kind: "form", name: "house", object: "house", body: [{ id: "s", block: "section", label: {}, children: [{ id: "f", block: "field", field: "garden", visible: "state = \"on\" AND name <> \"\"" }] }] },
  { kind: "view", name: "room", object: "room", type: "table", columns: ["name", "house.state"], where: { and: [{ field: "house", op: "isNotEmpty" }, { not: { field: "name", op: "eq", value: "x" } }] } },
  { kind: "view", name: "on", object: "house", type: "table", columns: ["name"], where: { field: "state", op: "in", value: ["on"] }, sort: "-state,name" },
  { kind: "app", name: "houses", items: [{ id: "a", object: "house" }, { id: "b", view: "on" }] },
  { kind: "role", name: "keeper", objects: { house: { read: "all", fields: { state: "read" } } } },
] as unknown as Document[];
const { model, diagnostics } = compile(documents, { release: 1, settings: { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } });
const uses = (kind: string, name: string, part?: string): string[] => whereUsed(model, documents, kind, name, part).map((use) => `${use.kind}/${use.name}${use.path}`).toSorted();

test("the documents of this test are right", () => expect(diagnostics).toEqual([]));

test("a field is named by views, forms, conditions, formulas, sorts and roles, also over a lookup", () => {
  expect(uses("object", "house", "state")).toEqual(["form/house/body/0/children/0/visible", "role/keeper/objects/house/fields/state", "view/on/sort", "view/on/where", "view/room/columns/1"]);
  expect(uses("object", "house", "garden")).toEqual(["form/house/body/0/children/0/field"]);
  expect(uses("object", "room", "house")).toEqual(["view/room/columns/1", "view/room/where/and/0"]);
});

test("a document is named by those that show, list, allow or extend it", () => {
  expect(uses("object", "house")).toEqual(expect.arrayContaining(["app/houses/items/0/object", "form/house/object", "object/house_more/extends", "object/room/fields/1/to/0", "role/keeper/objects/house", "view/on/object"]));
  expect(uses("view", "on")).toEqual(["app/houses/items/1/view"]);
  expect(uses("option-set", "state")).toEqual(["object/house/fields/1/optionSet", "view/on/where/value"]);
});

test("an option is named where a condition compares with it", () => {
  expect(uses("option-set", "state", "on")).toEqual(["view/on/where/value"]);
  expect(uses("option-set", "state", "off")).toEqual([]);
});
