import { Ajv } from "ajv";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isKnownKind } from "#shared/metadata/document.ts";
import { documentSchemaOf } from "./schema.ts";

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
const valid = (document: { kind: string; [key: string]: unknown }): string[] => {
  if (!isKnownKind(document.kind)) return ["kind"];
  const validate = ajv.compile(documentSchemaOf(document.kind));
  validate(document);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.keyword}`);
};

describe("documentSchemaOf", () => {
  test("a field may carry the settings of its kind and no others", () => {
    const object = (field: object) => ({ kind: "object", name: "thing", fields: [{ name: "size", ...field }] });
    expect(valid(object({ type: "decimal", scale: 3, min: "0.1", required: true, help: { en: "x" } }))).toEqual([]);
    expect(valid(object({ type: "decimal", maxLength: 3 }))).toContain("/fields/0 additionalProperties");
    expect(valid(object({ type: "text", maxLength: 0 }))).not.toEqual([]);
    expect(valid(object({ type: "no_such" }))).toContain("/fields/0/type enum");
  });

  test("an extension's field may leave its type out", () => {
    expect(valid({ kind: "object", name: "thing_more", extends: "thing", fields: [{ name: "regarding", to: ["other_thing"], after: "name" }] })).toEqual([]);
  });

  test("blocks are held to their kind at any depth", () => {
    const form = (inner: object) => ({ kind: "form", name: "thing", object: "thing", body: [{ id: "a", block: "section", label: { en: "A" }, children: [{ id: "b", ...inner }] }] });
    expect(valid(form({ block: "field", field: "name", span: 1 }))).toEqual([]);
    expect(valid(form({ block: "field", field: "name", colour: "red" }))).toContain("/body/0/children/0 additionalProperties");
    expect(valid(form({ block: "no_such" }))).toContain("/body/0/children/0/block enum");
  });

  test("a view is held to its type", () => {
    expect(valid({ kind: "view", name: "board", object: "thing", type: "kanban", groupBy: "stage", card: ["name"] })).toEqual([]);
    expect(valid({ kind: "view", name: "board", object: "thing", type: "kanban", groupBy: "stage", card: ["name"], columns: ["name"] })).toContain(" additionalProperties");
  });

  test("every document of the templates holds to its schema", () => {
    const wrong: string[] = [];
    let count = 0;
    for (const entry of readdirSync("templates", { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith(".json")) continue;
      const path = join(entry.parentPath, entry.name);
      const document = JSON.parse(readFileSync(path, "utf8")) as { kind: string };
      count += 1;
      for (const error of valid(document)) wrong.push(`${path} ${error}`);
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(200);
  });
});
