import { describe, expect, test } from "vitest";
import type { JsonObject } from "#shared/lib/json.ts";
import { FORMAT_VERSION } from "#shared/metadata/common.ts";
import { FORMAT_STEPS, migrateDocument, type FormatStep } from "./migrate.ts";

const steps: FormatStep[] = [
  { to: 2, migrate: ({ title, ...rest }) => ({ ...rest, ...(title !== undefined && { titles: [title] }) }) },
  { to: 3, migrate: (document) => ({ ...document, third: true }) },
];

describe("migrateDocument", () => {
  test("a document of this version is answered as it is", () => {
    const document: JsonObject = { kind: "object", name: "thing" };
    const migrated = migrateDocument(document);
    expect(migrated).toEqual({ ok: true, document });
  });

  test("steps run in order from the document's own version", () => {
    expect(migrateDocument({ name: "a", title: "x" }, steps, 3)).toEqual({ ok: true, document: { name: "a", titles: ["x"], third: true, formatVersion: 3 } });
    expect(migrateDocument({ name: "a", title: "x", formatVersion: 2 }, steps, 3)).toEqual({ ok: true, document: { name: "a", title: "x", third: true, formatVersion: 3 } });
    expect(migrateDocument({ name: "a", title: "x", formatVersion: 3 }, steps, 3)).toEqual({ ok: true, document: { name: "a", title: "x", formatVersion: 3 } });
  });

  test("the document given is not changed", () => {
    const document: JsonObject = { name: "a", title: "x" };
    migrateDocument(document, steps, 3);
    expect(document).toEqual({ name: "a", title: "x" });
  });

  test("a newer one is refused with its version", () => {
    expect(migrateDocument({ name: "a", formatVersion: FORMAT_VERSION + 1 })).toEqual({ ok: false, version: FORMAT_VERSION + 1 });
  });

  test("the steps lead to the current version without a gap", () => {
    expect(FORMAT_STEPS.map((step) => step.to)).toEqual(Array.from({ length: FORMAT_VERSION - 1 }, (_, index) => index + 2));
  });
});
