import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { Json } from "#shared/lib/json.ts";
import { LANGUAGES } from "#shared/lib/label.ts";
import type { FieldFixture, FieldInfo, FieldKind, FormatContext, Setting } from "#shared/kinds/define.ts";
import { BLOCK_KINDS } from "#shared/kinds/blocks.ts";
import { FIELD_KINDS, fieldKind, fieldSettings } from "#shared/kinds/fields.ts";
import { VIEW_KINDS } from "#shared/kinds/views.ts";
import en from "#shared/messages/kinds/en.json" with { type: "json" };
import zh from "#shared/messages/kinds/zh-CN.json" with { type: "json" };

// One suite over every room: a new field type is held to all of this by its folder alone.

const MESSAGES: Record<(typeof LANGUAGES)[number], Readonly<Record<string, string>>> = { en, "zh-CN": zh };
/** Words of contract §4; a kind may refuse by these and no other. */
const RULES = ["type", "scale", "range", "length", "pattern", "option", "reference"];
const KINDS_FOLDER = new URL("../../shared/kinds/", import.meta.url);

const context = (language: FormatContext["language"], dense = false): FormatContext => ({
  language,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  now: new Date("2026-11-24T04:00:00Z"),
  dense,
});

function folders(of: "fields" | "blocks" | "views"): string[] {
  return readdirSync(new URL(`${of}/`, KINDS_FOLDER), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function fieldOf(kind: FieldKind, settings: FieldFixture["settings"]): FieldInfo {
  const doc = { name: "field", type: kind.type, ...settings };
  return {
    name: doc.name,
    type: kind.type,
    label: { en: "Field" },
    value: kind.value(doc, { workspaceCurrency: "CNY" }),
    required: false,
    options: (doc.options ?? []).map((option) => ({ value: option.value, label: option.label ?? {}, hue: "grey", inactive: option.inactive === true })),
    settings: doc,
  };
}

async function fixturesOf(type: string): Promise<readonly FieldFixture[]> {
  const room: { fixtures: readonly FieldFixture[] } = await import(`../../shared/kinds/fields/${type}/fixtures.ts`);
  return room.fixtures;
}

function keysOf(settings: readonly Setting[]): string[] {
  return settings.flatMap(({ name, words = [] }) => [`setting.${name}`, `setting.${name}.help`, ...words.map((word) => `setting.${name}.${word}`)]);
}

function expectMessages(keys: readonly string[]): void {
  for (const language of LANGUAGES) {
    for (const key of keys) expect(MESSAGES[language][key]?.trim(), `${language}: ${key}`).toBeTruthy();
  }
}

test("the lists name the folders, all of them, once", () => {
  expect(FIELD_KINDS.map((kind) => kind.type).sort()).toEqual(folders("fields"));
  expect(BLOCK_KINDS.map((kind) => kind.block).sort()).toEqual(folders("blocks"));
  expect(VIEW_KINDS.map((kind) => kind.type).sort()).toEqual(folders("views"));
  expect(fieldKind("no_such_type")).toBeUndefined();
  expect(fieldKind("constructor")).toBeUndefined();
});

test("both catalogues have the same messages with the same parameters", () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  const parameters = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name).sort();
  for (const [key, text] of Object.entries(en)) expect(parameters(MESSAGES["zh-CN"][key] ?? ""), key).toEqual(parameters(text));
});

test("blocks and views are labelled, and blocks hold blocks that there are", () => {
  for (const kind of BLOCK_KINDS) expectMessages([`block.${kind.block}`, `block.${kind.block}.help`, ...keysOf(kind.settings)]);
  for (const kind of VIEW_KINDS) {
    expectMessages([`view.${kind.type}`, `view.${kind.type}.help`, ...keysOf(kind.settings)]);
    expect(kind.settings.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(kind.needs)));
  }
  const blocks = new Set<string>(BLOCK_KINDS.map((kind) => kind.block));
  for (const kind of BLOCK_KINDS) {
    if ("holds" in kind && kind.holds !== "any") for (const held of kind.holds) expect(blocks).toContain(held);
    if ("inside" in kind) expect(blocks).toContain(kind.inside);
  }
});

describe.each(FIELD_KINDS.map((kind): [string, FieldKind] => [kind.type, kind]))("%s", (type, kind) => {
  test("has samples and near misses", async () => {
    const fixtures = await fixturesOf(type);
    expect(fixtures.length).toBeGreaterThan(0);
    for (const { samples, refused } of fixtures) {
      expect(samples.length).toBeGreaterThan(0);
      expect(refused.length).toBeGreaterThan(0);
    }
    expect(fixtures.flatMap(({ samples }) => samples).some(({ input }) => input === null), "a sample of empty").toBe(true);
  });

  test("settings of the fixtures are in order, and every setting is labelled", async () => {
    for (const { settings } of await fixturesOf(type)) {
      expect(kind.check?.({ name: "field", type, ...settings }) ?? []).toEqual([]);
      const known = fieldSettings(kind).map(({ name }) => name);
      expect(known).toEqual(expect.arrayContaining(Object.keys(settings)));
    }
    expectMessages([`field.${type}`, `field.${type}.help`, `group.${kind.group}`, ...keysOf(fieldSettings(kind))]);
  });

  test("takes its samples, and takes what it made of them unchanged", async () => {
    for (const { settings, samples } of await fixturesOf(type)) {
      const field = fieldOf(kind, settings);
      for (const { input, value } of samples) {
        expect(kind.parse(input, field), JSON.stringify(input)).toEqual({ ok: true, value });
        expect(kind.parse(value, field), JSON.stringify(value)).toEqual({ ok: true, value });
        expect(JSON.parse(JSON.stringify(value))).toEqual(value);
      }
    }
  });

  test("refuses near misses by the rule that says why", async () => {
    for (const { settings, refused } of await fixturesOf(type)) {
      const field = fieldOf(kind, settings);
      for (const { input, rule } of refused) {
        expect(kind.parse(input, field), JSON.stringify(input)?.slice(0, 200)).toMatchObject({ ok: false, rule });
        expect(RULES).toContain(rule);
      }
    }
  });

  test("writes its samples in both languages", async () => {
    for (const { settings, samples } of await fixturesOf(type)) {
      const field = fieldOf(kind, settings);
      for (const { value, shown } of samples) {
        for (const language of LANGUAGES) expect(kind.format(value, field, context(language))).toBe(shown[language]);
      }
    }
  });

  test("never throws, whatever JSON comes, and what it accepts is canonical", async () => {
    for (const { settings, samples } of await fixturesOf(type)) {
      const field = fieldOf(kind, settings);
      const like = samples.map(({ input }) => fc.constant<Json>(input));
      const values: fc.Arbitrary<Json> = fc.oneof(fc.jsonValue() as fc.Arbitrary<Json>, fc.string({ unit: "binary" }), ...like, fc.array(fc.oneof(...like), { maxLength: 3 }));
      fc.assert(
        fc.property(values, (input) => {
          const first = kind.parse(input, field);
          if (!first.ok) return RULES.includes(first.rule);
          expect(kind.parse(first.value, field)).toEqual(first);
          for (const language of LANGUAGES) for (const dense of [true, false]) expect(typeof kind.format(first.value, field, context(language, dense))).toBe("string");
          return true;
        }),
        { seed: 7, numRuns: 150 },
      );
    }
  });

  test("is described by data", () => {
    const { parse: _parse, format: _format, value: _value, check: _check, ...data } = kind;
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(new Set(kind.operators).size).toBe(kind.operators.length);
    expect(kind.operators.length).toBeGreaterThan(0);
  });
});
