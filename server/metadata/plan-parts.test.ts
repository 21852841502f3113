import { describe, expect, test } from "vitest";
import en from "#shared/messages/plan/en.json";
import zh from "#shared/messages/plan/zh-CN.json";
import type { Document } from "#shared/metadata/document.ts";
import { DOCUMENT_SCHEMAS } from "#shared/metadata/schemas.ts";
import { compile } from "#shared/model/compile.ts";
import { describeParts } from "./plan-parts.ts";
import { planText } from "./words.ts";

const { model } = compile([], { release: 1, settings: { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } });
const said = (old: object | null, now: object | null, language: "en" | "zh-CN" = "en"): string[] =>
  describeParts(old as Document | null, now as Document | null, model, model).map(({ path, code, params }) => `${path} ${planText(language, code, params)}`);

const thing = { kind: "object", name: "thing", label: { en: "Thing", "zh-CN": "物件" }, title: "name", fields: [{ name: "name", type: "text", label: { en: "Name", "zh-CN": "名称" } }, { name: "size", type: "integer" }] };

describe("describeParts", () => {
  test("a document that comes or goes is one part", () => {
    expect(said(null, thing)).toEqual([" Adds the object “Thing”."]);
    expect(said(thing, null, "zh-CN")).toEqual([" 删除对象「物件」。"]);
    expect(said(null, { kind: "object", name: "user_more", extends: "user", fields: [] })).toEqual([" Adds to the object “User”."]);
  });

  test("each changed element is one part, by its label where it has one", () => {
    const now = { ...thing, label: { en: "Thing two", "zh-CN": "物件" }, fields: [{ ...thing.fields[0], required: true, help: { en: "x" } }, { name: "weight", type: "decimal" }], indexes: [{ name: "by_name", fields: ["name"] }] };
    expect(said(thing, now)).toEqual([
      "/label Changes the label of the object “Thing two”.",
      "/fields/size Removes the field “size” from “Thing two”.",
      "/fields/name Changes the field “Name” of “Thing two”: Required, Help.",
      "/fields/weight Adds the field “weight” to “Thing two”.",
      "/indexes Changes the indexes of the object “Thing two”.",
    ]);
  });

  test("the order of a list is told apart", () => {
    expect(said(thing, { ...thing, fields: thing.fields.toReversed() }, "zh-CN")).toEqual(["/fields 调整对象「物件」的字段顺序。"]);
  });

  test("a layout is one part with counts", () => {
    const form = (children: object[]): object => ({ kind: "form", name: "thing", object: "thing", label: { en: "Thing" }, body: [{ id: "a", block: "section", children }] });
    expect(said(form([{ id: "x", block: "field", field: "name" }, { id: "y", block: "field", field: "size" }]), form([{ id: "y", block: "field", field: "size", span: 2 }, { id: "z", block: "field", field: "other" }]))).toEqual([
      "/body Changes the layout of the form “Thing”; blocks added: 1, removed: 1, changed: 1.",
    ]);
  });

  test("rights, options and navigation are told by what they are about", () => {
    expect(said({ kind: "role", name: "r", objects: { a: { read: "own" } } }, { kind: "role", name: "r", objects: { a: { read: "all" }, b: { read: true } } })).toEqual(["/objects/a Changes the rights of the role “r” on “a”: read.", "/objects/b Gives the role “r” rights on “b”."]);
    expect(said({ kind: "option-set", name: "o", options: [{ value: "x" }] }, { kind: "option-set", name: "o", options: [{ value: "x", hue: "grey" }, { value: "y", label: { en: "Why" } }] })).toEqual(["/options/x Changes the option “x” of “o”: hue.", "/options/y Adds the option “Why” to “o”."]);
    expect(said({ kind: "app", name: "p", items: [] }, { kind: "app", name: "p", items: [{ id: "i", object: "user" }] })).toEqual(["/items/i Adds “User” to the app “p”."]);
  });

  test("every property and kind of every document has a word in both languages", () => {
    const plain = new Set(["kind", "name", "formatVersion", "body"]);
    const words = Object.entries(DOCUMENT_SCHEMAS).flatMap(([kind, schema]) => [`kind.${kind}`, ...Object.keys((schema as { properties?: object }).properties ?? {}).filter((name) => !plain.has(name)).map((name) => `property.${name}`)]);
    expect(words.filter((word) => !Object.hasOwn(en, word) || !Object.hasOwn(zh, word))).toEqual([]);
  });
});
