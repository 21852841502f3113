import type { Json, JsonObject } from "#shared/lib/json.ts";
import { NAME_MAX, NAME_PATTERN } from "#shared/lib/names.ts";
import { BLOCK_KINDS } from "#shared/kinds/blocks.ts";
import type { BlockKind, Setting } from "#shared/kinds/define.ts";
import { FIELD_CHOICES, fieldSettings } from "#shared/kinds/fields.ts";
import { VIEW_KINDS } from "#shared/kinds/views.ts";
import { LabelSchema } from "#shared/metadata/common.ts";
import type { Document } from "#shared/metadata/document.ts";
import { DOCUMENT_SCHEMAS } from "#shared/metadata/schemas.ts";
import { OptionSchema } from "#shared/metadata/option-set.ts";

/**
 * The full JSON schema of a kind of document: its own schema, with the settings that its fields, blocks or view type may
 * carry (design §3). Plain JSON (draft-07 words only), for ajv on the server and for Monaco in the builder.
 */
export function documentSchemaOf(kind: Document["kind"]): JsonObject {
  const known = composed.get(kind);
  if (known) return known;
  const schema = compose(kind);
  composed.set(kind, schema);
  return schema;
}

const composed = new Map<Document["kind"], JsonObject>();

function compose(kind: Document["kind"]): JsonObject {
  const schema = plain(DOCUMENT_SCHEMAS[kind]);
  switch (kind) {
    case "object":
      return withItems(schema, "fields", FIELD_CHOICES.map((field) => ({ word: field.type, settings: fieldSettings(field) })), "type");
    case "form":
      return withBlocks(schema, BLOCK_KINDS.filter((block) => onSurface(block, ["form"])));
    case "page":
      return withBlocks(schema, BLOCK_KINDS.filter((block) => onSurface(block, ["record", "home", "dashboard"])));
    case "view":
      return byWord(schema, "type", VIEW_KINDS.map((view) => ({ word: view.type, settings: view.settings })));
    default:
      return schema;
  }
}

const onSurface = (block: BlockKind, surfaces: readonly string[]): boolean => block.on.some((surface) => surfaces.includes(surface));

/** A schema of TypeBox as plain JSON. */
function plain(schema: unknown): JsonObject {
  return JSON.parse(JSON.stringify(schema)) as JsonObject; // a schema is an object
}

const objectAt = (schema: JsonObject, key: string): JsonObject => (schema[key] ?? {}) as JsonObject; // only read where the schemas of metadata/ have an object

interface Variant {
  readonly word: string;
  readonly settings: readonly Setting[];
}

function withItems(schema: JsonObject, list: string, variants: readonly Variant[], by: string): JsonObject {
  const properties = objectAt(schema, "properties");
  const array = objectAt(properties, list);
  return { ...schema, properties: { ...properties, [list]: { ...array, items: byWord(objectAt(array, "items"), by, variants, ["after"]) } } };
}

/** Blocks hold blocks: one definition that refers to itself. */
function withBlocks(schema: JsonObject, kinds: readonly BlockKind[]): JsonObject {
  const properties = objectAt(schema, "properties");
  const body = objectAt(properties, "body");
  const block = objectAt(body, "items");
  const inner = objectAt(block, "properties");
  const nested = { ...block, properties: { ...inner, children: { ...objectAt(inner, "children"), items: { $ref: "#/$defs/block" } } } };
  const variants = kinds.map((kind) => ({ word: kind.block, settings: kind.settings }));
  return { ...schema, properties: { ...properties, body: { ...body, items: { $ref: "#/$defs/block" } } }, $defs: { block: byWord(nested, "block", variants) } };
}

/**
 * The schema of an element whose word (`type`, `block`) says which settings it has. An extension may leave the word out:
 * then its settings are left to the check of the merged document.
 */
function byWord(element: JsonObject, by: string, variants: readonly Variant[], more: readonly string[] = []): JsonObject {
  const properties = objectAt(element, "properties");
  // What every element of the sort may carry: identity, place and labels, but none that is some kinds' own setting.
  const settingNames = new Set(variants.flatMap((variant) => variant.settings.map((setting) => setting.name)));
  const shared = [...Object.keys(properties).filter((name) => !settingNames.has(name) || name === "label"), ...more];
  return {
    ...element,
    properties: { ...properties, [by]: { type: "string", enum: variants.map((variant) => variant.word) } },
    allOf: variants.map(({ word, settings }) => ({
      if: { properties: { [by]: { const: word } }, required: [by] },
      then: {
        properties: {
          ...Object.fromEntries(shared.map((name) => [name, true])),
          ...Object.fromEntries(settings.map((setting) => [setting.name, adds(setting, properties) ? settingSchema(setting) : true])),
        },
        additionalProperties: false,
      },
    })),
  };
}

/** Whether a setting says more than the element's own schema does of the property: a schema said once is checked once. */
function adds(setting: Setting, properties: JsonObject): boolean {
  return !Object.hasOwn(properties, setting.name) || setting.min !== undefined || setting.max !== undefined || setting.words !== undefined;
}

/** The JSON that a setting holds. */
function settingSchema(setting: Setting): JsonObject {
  const limits = { ...(setting.min !== undefined && { minimum: setting.min }), ...(setting.max !== undefined && { maximum: setting.max }) };
  switch (setting.type) {
    case "text":
      return { type: "string", maxLength: 2000 };
    case "long_text":
      return { type: "string", maxLength: 100_000 };
    case "formula":
      return { type: "string", maxLength: 10_000 };
    case "integer":
      return { type: "integer", ...limits };
    case "decimal":
      return { anyOf: [{ type: "number" }, { type: "string", pattern: "^[+-]?\\d{1,18}(\\.\\d{1,10})?$" }] };
    case "boolean":
      return { type: "boolean" };
    case "condition":
      return { anyOf: [{ type: "boolean" }, { type: "string", maxLength: 10_000 }] };
    case "select":
      return { type: "string", enum: [...(setting.words ?? [])] satisfies Json[] };
    case "label":
      return plain(LabelSchema);
    case "options":
      return { type: "array", items: plain(OptionSchema), maxItems: 1000 };
    case "name":
      return nameSchema(setting);
    case "names":
      return { type: "array", items: nameSchema(setting), maxItems: 200 };
    case "where":
      return { type: "object" };
    case "value":
      return {};
  }
}

function nameSchema(setting: Setting): JsonObject {
  // A field may be named over lookups: `account.industry`.
  if (setting.names === "field") return { type: "string", pattern: "^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,5}$", maxLength: 300 };
  return { type: "string", pattern: NAME_PATTERN, maxLength: NAME_MAX };
}
