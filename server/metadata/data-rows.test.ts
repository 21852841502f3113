import { describe, expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "#shared/model/compile.ts";
import { gatherRows, possibleRows, valuesOf, type DataRow, type KeyedRecord } from "./data-rows.ts";
import { Moments } from "./moments.ts";

const object = (name: string, fields: object[]): Document => ({ kind: "object", name, label: {}, title: "name", fields: [{ name: "name", type: "text" }, ...fields] }) as Document;
const documents = [
  object("box", [{ name: "above", type: "lookup", to: ["box"] }]),
  object("thing", [
    { name: "box", type: "lookup", to: ["box"], required: true, onDelete: "cascade" },
    { name: "about", type: "lookup", to: ["box", "thing"] },
    { name: "boxes", type: "many_to_many", to: ["box"] },
    { name: "people", type: "users" },
    { name: "words", type: "tags" },
    { name: "size", type: "decimal", scale: 2 },
    { name: "pieces", type: "integer" },
    { name: "done", type: "boolean" },
    { name: "day", type: "date" },
    { name: "moment", type: "datetime" },
    { name: "period", type: "month" },
  ]),
  object("part", [{ name: "thing", type: "lookup", to: ["thing"], required: true, onDelete: "cascade" }]),
];
const { model } = compile(documents, { release: 1, settings: { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } });
const moments = new Moments(new Date("2026-11-24T12:00:00.000Z"), "UTC");
const nothing = (): boolean => false;

describe("gatherRows", () => {
  test("a key that an earlier package has gets the later one's columns; its own stay", () => {
    const rows = gatherRows(
      [
        { package: "one", object: "box", lines: [{ $key: "b.1", name: "first", above: "" }] },
        { package: "two", object: "box", lines: [{ $key: "b.1", name: "other", above: "@b.2" }, { $key: "b.2", name: "second" }] },
      ],
      model,
      false,
    );
    expect([...rows.values()]).toEqual([
      { key: "b.1", object: "box", package: "one", cells: { $key: "b.1", name: "first", above: "@b.2" } },
      { key: "b.2", object: "box", package: "two", cells: { $key: "b.2", name: "second" } },
    ]);
  });

  test("objects that the model lacks are left out", () => {
    expect(gatherRows([{ package: "one", object: "nowhere", lines: [{ $key: "n.1" }] }], model, false).size).toBe(0);
  });

  test("the small set has what is marked, where a file marks at all", () => {
    const tables = [
      { package: "one", object: "box", lines: [{ $key: "b.1", $small: "1" }, { $key: "b.2", $small: "" }] },
      { package: "two", object: "box", lines: [{ $key: "b.2", name: "x" }, { $key: "b.3", name: "y" }] },
    ];
    expect([...gatherRows(tables, model, true).keys()]).toEqual(["b.1", "b.3"]);
    expect([...gatherRows(tables, model, false).keys()]).toEqual(["b.1", "b.2", "b.3"]);
  });
});

describe("possibleRows", () => {
  const row = (key: string, name: string, cells: Record<string, string>): [string, DataRow] => [key, { key, object: name, package: "p", cells }];

  test("what requires an absent record is left out, and what requires that", () => {
    const rows = new Map([row("b.1", "box", {}), row("t.1", "thing", { box: "@b.1" }), row("t.2", "thing", { box: "@b.9" }), row("p.1", "part", { thing: "@t.1" }), row("p.2", "part", { thing: "@t.2" })]);
    expect([...possibleRows(rows, model, nothing).keys()]).toEqual(["b.1", "t.1", "p.1"]);
    expect([...possibleRows(rows, model, (key) => key === "b.9").keys()]).toEqual(["b.1", "t.1", "t.2", "p.1", "p.2"]);
  });
});

describe("valuesOf", () => {
  const known = new Map<string, KeyedRecord>([["b.1", { object: "box", id: "B1" }], ["b.2", { object: "box", id: "B2" }], ["t.1", { object: "thing", id: "T1" }], ["u.1", { object: "user", id: "U1" }]]);
  const values = (cells: Record<string, string>): object => valuesOf({ key: "k", object: "thing", package: "p", cells }, model, (key) => known.get(key), moments);

  test("cells become the values of their fields", () => {
    expect(values({ name: "@home", box: "@b.1", about: "@t.1", boxes: "@b.2|@b.1", people: "@u.1", words: "a|b", size: "1.50", pieces: "3", done: "true", day: "D-12", moment: "D-90 09:30", period: "D-30" })).toEqual({
      name: "@home", box: "B1", about: { object: "thing", id: "T1" }, boxes: ["B2", "B1"], people: ["U1"], words: ["a", "b"], size: "1.50", pieces: 3, done: true,
      day: "2026-11-12", moment: "2026-08-26T09:30:00.000Z", period: "2026-10",
    });
  });

  test("columns of absent fields, empty cells and what points at absent or other records are left out", () => {
    expect(values({ $key: "k", $created_at: "D-1", nowhere: "x", size: "", box: "@t.1", about: "@x.9", boxes: "@x.9|@b.1", created_at: "D-3" })).toEqual({ boxes: ["B1"] });
  });
});
