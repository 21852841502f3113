import type { ErrorObject, ValidateFunction } from "ajv";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { isJsonObject, pointer, poisonedKey, type Json, type JsonObject } from "#shared/lib/json.ts";
import { isStorable } from "#shared/kinds/lib/text.ts";
import { nameProblem } from "#shared/lib/names.ts";
import { DOCUMENT_KINDS, isKnownKind, type Document } from "#shared/metadata/document.ts";
import { CAPS } from "#shared/metadata/caps.ts";
import { BUILT_IN_OBJECTS } from "#shared/model/built-in.ts";
import { migrateDocument } from "#shared/model/migrate.ts";
import { documentSchemaOf } from "#shared/model/schema.ts";

export type Validated = { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** What one document's check may say at most: a document that is wrong everywhere needs no thousand lines. */
const MOST_ERRORS = 50;

/**
 * A document by itself (contract §3): size, keys, kind, format version, its own schema with the settings of its kinds, and the
 * rules for names. `kind` and `name` are those it is stored under. Older formats are answered migrated. What crosses documents
 * is `compile`'s question.
 */
export async function validateDocument(kind: string, name: string, body: Json): Promise<Validated> {
  const fault = (code: string, path: string, params: Diagnostic["params"] = {}): Validated => ({ ok: false, diagnostics: [{ severity: "error", code, kind, name, path, params }] });
  if (!isJsonObject(body)) return fault("schema", "", { rule: "type", expected: "object" });
  const text = JSON.stringify(body);
  const bytes = Buffer.byteLength(text);
  if (bytes > CAPS.documentBytes) return fault("too_large", "", { size: bytes, max: CAPS.documentBytes });
  const unstorable = text.includes("\\u") ? unstorableAt(body, "") : null;
  if (unstorable !== null) return fault("characters", unstorable);
  const poisoned = poisonedKey(body);
  if (poisoned !== null) return fault("poisoned_key", poisoned, { key: poisoned.slice(poisoned.lastIndexOf("/") + 1) });
  if (!isKnownKind(kind)) return fault((DOCUMENT_KINDS as readonly string[]).includes(kind) ? "kind_not_yet" : "unknown_kind", "/kind", { kind });
  const migrated = migrateDocument(body);
  if (!migrated.ok) return fault("format_newer", "/formatVersion", { version: migrated.version });
  const { document } = migrated;
  const said = `${String(document["kind"])}/${String(document["name"])}`;
  if (said !== `${kind}/${name}`) return fault("name_mismatch", document["kind"] === kind ? "/name" : "/kind", { name: said.slice(0, 100), address: `${kind}/${name}` });
  const diagnostics = [...(await schemaErrors(kind, name, document)), ...nameErrors(kind, name, document)];
  if (diagnostics.length > 0) return { ok: false, diagnostics: diagnostics.slice(0, MOST_ERRORS) };
  return { ok: true, document: document as unknown as Document }; // held to its schema just now
}

/** Where there is text that no database holds (NUL, half a surrogate pair), in a value or a key; null where there is none. */
function unstorableAt(json: Json, path: string): string | null {
  if (typeof json === "string") return isStorable(json) ? null : path;
  if (typeof json !== "object" || json === null) return null;
  for (const [key, value] of Object.entries(json)) {
    const found = isStorable(key) ? unstorableAt(value, path + pointer(key)) : path;
    if (found !== null) return found;
  }
  return null;
}

/** Names that no document may take because the platform has them. An extension may have any name that is free. */
export function isBuiltIn(kind: string, name: string): boolean {
  return (kind === "object" && (BUILT_IN_OBJECTS as readonly string[]).includes(name)) || (kind === "option-set" && name === "currency") || (kind === "role" && name === "administrator");
}

function nameErrors(kind: string, name: string, document: JsonObject): Diagnostic[] {
  const errors: Diagnostic[] = [];
  const report = (code: string, path: string, params: Diagnostic["params"]): void => void errors.push({ severity: "error", code, kind, name, path, params });
  if (isBuiltIn(kind, name)) report("built_in", "/name", { name });
  if (kind !== "object") return errors;
  const wrong = document["extends"] === undefined ? nameProblem(name) : null; // an extension is no table
  if (wrong && wrong !== "pattern") report(`name_${wrong}`, "/name", { name });
  const fields = Array.isArray(document["fields"]) ? document["fields"] : [];
  if (fields.length > CAPS.fields) report("too_many_fields", "/fields", { max: CAPS.fields });
  for (const [index, field] of fields.entries()) {
    const fieldName = isJsonObject(field) ? field["name"] : undefined;
    if (typeof fieldName !== "string") continue;
    const fault = nameProblem(fieldName);
    if (fault && fault !== "pattern") report(`name_${fault}`, `/fields/${index}/name`, { field: fieldName, name: fieldName });
  }
  return errors;
}

const validators = new Map<Document["kind"], Promise<ValidateFunction>>();

/** Ajv costs memory and time to start (store-shape §6), so it comes with the first document that somebody saves. */
function validatorOf(kind: Document["kind"]): Promise<ValidateFunction> {
  const known = validators.get(kind) ?? import("ajv").then(({ Ajv }) => new Ajv({ allErrors: true, strict: false }).compile(documentSchemaOf(kind)));
  validators.set(kind, known);
  return known;
}

async function schemaErrors(kind: Document["kind"], name: string, document: JsonObject): Promise<Diagnostic[]> {
  const validate = await validatorOf(kind);
  if (validate(document)) return [];
  const errors = (validate.errors ?? []).filter((error) => error.keyword !== "if" && error.keyword !== "anyOf" && error.keyword !== "not");
  const told = errors.length > 0 ? errors : (validate.errors ?? []);
  const seen = new Set<string>();
  return told.flatMap((error) => {
    const diagnostic = fromAjv(kind, name, error);
    const key = `${diagnostic.path} ${String(diagnostic.params["rule"])}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [diagnostic];
  });
}

/** Ajv's errors as diagnostics of code `schema`; the text for each rule stands under `schema` in `shared/messages/plan`. */
function fromAjv(kind: string, name: string, error: ErrorObject): Diagnostic {
  const params = error.params as Record<string, unknown>; // Ajv types it by keyword only
  const word = (key: string): string => String(params[key] ?? "");
  const at = (rule: string, values: Diagnostic["params"], below?: string): Diagnostic => {
    const path = error.instancePath + (below === undefined ? "" : pointer(below));
    return { severity: "error", code: "schema", kind, name, path, params: { rule, ...values } };
  };
  switch (error.keyword) {
    case "additionalProperties":
      return at("unknown", { property: word("additionalProperty") }, word("additionalProperty"));
    case "required":
      return at("missing", { property: word("missingProperty") }, word("missingProperty"));
    case "type":
      return at("type", { expected: word("type") });
    case "enum": {
      const allowed = params["allowedValues"];
      return at("choice", { allowed: Array.isArray(allowed) ? allowed.join(", ") : "" });
    }
    case "const":
      return at("choice", { allowed: word("allowedValue") });
    case "pattern":
      return at("pattern", { pattern: word("pattern") });
    case "maxLength":
    case "maxItems":
    case "maximum":
      return at("most", { limit: word("limit") });
    case "minLength":
    case "minItems":
    case "minimum":
      return at("least", { limit: word("limit") });
    default:
      return at("other", { detail: error.message ?? error.keyword });
  }
}
