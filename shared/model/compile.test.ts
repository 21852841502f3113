import { describe, expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import type { ObjectDoc } from "#shared/metadata/object.ts";
import { compile } from "./compile.ts";
import { conditionHolds } from "./conditions.ts";
import { defaultForm, defaultPage, defaultView } from "./defaults.ts";
import { resolvePath } from "./paths.ts";

const settings = { locale: "en", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 } as const;
const run = (documents: Document[]) => compile(documents, { release: 1, settings });
const codes = (documents: Document[]): string[] => run(documents).diagnostics.filter((found) => found.severity === "error").map((found) => `${found.code} ${found.kind}/${found.name}${found.path}`);

const shelf: ObjectDoc = {
  kind: "object", name: "shelf", title: "name", owners: true,
  fields: [
    { name: "name", type: "text", required: true },
    { name: "kind", type: "select", options: [{ value: "a" }, { value: "b" }] },
    { name: "books", type: "children", of: "book", by: "shelf" },
  ],
};
const book: ObjectDoc = {
  kind: "object", name: "book", title: "name", parent: "shelf",
  fields: [
    { name: "name", type: "text" },
    { name: "shelf", type: "lookup", to: ["shelf"], onDelete: "cascade", required: true },
    { name: "pages", type: "integer" },
  ],
};
const pack = (name: string): Document => ({ kind: "package", name, version: "1.0.0" });

describe("compile", () => {
  test("links what belongs together", () => {
    const { model, diagnostics } = run([shelf, book]);
    expect(diagnostics).toEqual([]);
    const object = model.object("shelf");
    const child = model.object("book");
    expect(object?.childLists.map((field) => field.name)).toEqual(["books"]);
    expect(object?.incoming).toEqual([{ object: "book", field: "shelf", onDelete: "cascade" }]);
    expect(child?.parent?.name).toBe("shelf");
    expect(object?.field("owner_id")?.system).toBe(true);
    expect(child?.field("owner_id")).toBeUndefined();
    expect(child && resolvePath(model, child, "shelf.kind")?.type).toBe("select");
    expect(child && resolvePath(model, child, "shelf.nothing")).toBeUndefined();
    expect(model.object("user")?.builtIn).toBe(true);
  });

  test("an extension is merged into its target where its packages are there", () => {
    const extension: Document = { kind: "object", name: "shelf_more", extends: "shelf", when: ["extra"], fields: [{ name: "height", type: "integer" }, { name: "kind", options: [{ value: "c" }] }] };
    expect(run([shelf, book, extension]).model.object("shelf")?.field("height")).toBeUndefined();
    const object = run([shelf, book, extension, pack("extra")]).model.object("shelf");
    expect(object?.field("height")?.type).toBe("integer");
    expect(object?.field("kind")?.options.map((option) => option.value)).toEqual(["a", "b", "c"]);
    expect(object?.field("kind")?.type).toBe("select");
  });

  test("elements of absent packages are left out, at any depth", () => {
    const form: Document = {
      kind: "form", name: "shelf", object: "shelf",
      body: [{ id: "s", block: "section", children: [{ id: "a", block: "field", field: "name" }, { id: "b", block: "field", field: "height", when: ["extra"] }] }],
    };
    expect(codes([shelf, book, form])).toEqual([]);
    expect(codes([shelf, book, form, pack("extra")])).toEqual(["unknown_field form/shelf/body/0/children/1/field"]);
  });

  test("blocks of an extension stand where it says", () => {
    const form: Document = { kind: "form", name: "shelf", object: "shelf", body: [{ id: "s", block: "section", children: [{ id: "a", block: "field", field: "name" }, { id: "z", block: "field", field: "kind" }] }] };
    const more: Document = { kind: "form", name: "shelf_more", extends: "shelf", body: [{ id: "m", block: "field", field: "kind", in: "s", after: "a" }, { id: "end", block: "section", children: [] }] };
    const body = run([shelf, book, form, more]).model.forms.get("shelf")?.body;
    expect(body?.map((block) => block.id)).toEqual(["s", "end"]);
    expect(body?.[0]?.children?.map((block) => block.id)).toEqual(["a", "m", "z"]);
    expect(body?.[0]?.children?.[1]).not.toHaveProperty("in");
  });

  test("an option set given by another document is used", () => {
    const set: Document = { kind: "option-set", name: "size", options: [{ value: "s", hue: "ochre" }] };
    const object: ObjectDoc = { ...shelf, fields: [...(shelf.fields ?? []), { name: "size", type: "select", optionSet: "size" }] };
    expect(run([object, book, set]).model.object("shelf")?.field("size")?.options).toEqual([{ value: "s", label: {}, hue: "ochre", inactive: false }]);
  });
});

describe("what is refused", () => {
  const withField = (field: Record<string, unknown> & { name: string }): Document[] => [{ ...shelf, fields: [...(shelf.fields ?? []), field] }, book];
  test.each([
    ["a reserved word", [...withField({ name: "select", type: "text" })], "name_reserved object/shelf/fields/3/name"],
    ["a system column", [...withField({ name: "revision", type: "text" })], "name_system object/shelf/fields/3/name"],
    ["an unknown type", [...withField({ name: "x", type: "colour" })], "unknown_field_type object/shelf/fields/3/type"],
    ["a field twice", [...withField({ name: "name", type: "text" })], "duplicate_name object/shelf/fields/3/name"],
    ["an unknown target", [...withField({ name: "x", type: "lookup", to: ["nowhere"] })], "unknown_object object/shelf/fields/3/to"],
    ["an unknown option set", [...withField({ name: "x", type: "select", optionSet: "nowhere" })], "unknown_option_set object/shelf/fields/3/optionSet"],
    ["a default that breaks its own rule", [...withField({ name: "x", type: "integer", default: "many" })], "bad_default object/shelf/fields/3/default"],
    ["children that point elsewhere", [...withField({ name: "x", type: "children", of: "book", by: "pages" })], "children_not_here object/shelf/fields/3/by"],
    ["two documents of one name", [shelf, book, shelf], "duplicate_document object/shelf/name"],
    ["an extension of nothing", [shelf, book, { kind: "object", name: "x_more", extends: "x" }], "unknown_extends object/x_more/extends"],
    ["a title that is not there", [{ ...shelf, title: "nope" }, book], "unknown_field object/shelf/title"],
    ["a unique rule over nothing", [{ ...shelf, unique: [{ name: "u", fields: ["nope"] }] }, book], "unknown_field object/shelf/unique/0/fields"],
    ["a form of no object", [{ kind: "form", name: "f", object: "nope", body: [] }], "unknown_object form/f/object"],
    ["a block in the wrong place", [shelf, book, { kind: "form", name: "f", object: "shelf", body: [{ id: "a", block: "timeline" }] }], "misplaced_block form/f/body/0/block"],
    ["an id twice", [shelf, book, { kind: "form", name: "f", object: "shelf", body: [{ id: "a", block: "section" }, { id: "a", block: "section" }] }], "duplicate_id form/f/body/1/id"],
    ["a condition that can't be read", [shelf, book, { kind: "form", name: "f", object: "shelf", body: [{ id: "a", block: "field", field: "name", visible: "kind =" }] }], "bad_formula form/f/body/0/visible"],
    ["a view of no type", [shelf, book, { kind: "view", name: "v", object: "shelf", type: "sculpture" }], "unknown_view_type view/v/type"],
    ["a column that is not there", [shelf, book, { kind: "view", name: "v", object: "shelf", type: "table", columns: ["nope"] }], "unknown_field view/v/columns/0"],
    ["a kanban over what can't be grouped", [shelf, book, { kind: "view", name: "v", object: "shelf", type: "kanban", groupBy: "books", card: ["name"] }], "not_groupable view/v/groupBy"],
    ["a role over nothing", [{ kind: "role", name: "r", objects: { nope: { read: true } } }], "unknown_object role/r/objects/nope"],
    ["parent where there is none", [shelf, book, { kind: "role", name: "r", objects: { shelf: { read: "parent" } } }], "policy_without_parent role/r/objects/shelf/read"],
    ["an app item that is not there", [{ kind: "app", name: "a", items: [{ id: "i", object: "nope" }] }], "unknown_object app/a/items/0/object"],
  ] satisfies [string, Document[], string][])("%s", (_what, documents, expected) => {
    expect(codes(documents)).toContain(expected);
  });

  test("required lookups in a circle", () => {
    const one: ObjectDoc = { kind: "object", name: "one", title: "name", fields: [{ name: "name", type: "text" }, { name: "other", type: "lookup", to: ["two"], required: true, onDelete: "restrict" }] };
    const two: ObjectDoc = { kind: "object", name: "two", title: "name", fields: [{ name: "name", type: "text" }, { name: "other", type: "lookup", to: ["one"], required: true, onDelete: "restrict" }] };
    expect(run([one, two]).diagnostics.find((found) => found.code === "required_circle")?.params["objects"]).toBe("one → two → one");
  });
});

describe("defaults", () => {
  test("an object without screens has a form, a view and a page that hold", () => {
    const { model } = run([shelf, book]);
    const object = model.object("shelf");
    if (!object) throw new Error("no shelf");
    const again = run([shelf, book, defaultForm(model, object), defaultView(model, object), defaultPage(model, object)]);
    expect(again.diagnostics).toEqual([]);
  });

  test("conditions hold over a record", () => {
    const object = run([shelf, book]).model.object("shelf");
    if (!object) throw new Error("no shelf");
    expect(conditionHolds(object, 'kind = "a"', { kind: "a" }, true)).toBe(true);
    expect(conditionHolds(object, 'kind = "a"', {}, true)).toBe(false);
    expect(conditionHolds(object, undefined, {}, true)).toBe(true);
    expect(conditionHolds(object, "kind =", {}, true)).toBe(false);
  });
});
