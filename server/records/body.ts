import { isJsonObject, pointer, type Json, type JsonObject } from "#shared/lib/json.ts";
import { problem, type Problem } from "#shared/lib/problem.ts";
import { inRecordCurrency } from "#shared/kinds/lib/currency.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { fieldProblem, refusedValue } from "#shared/model/validate.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { Refusal } from "#server/refusal.ts";
import type { Scope } from "./scope.ts";

/** A request's body, understood: which values it gives, which lines, what it only sends back. */
export interface Body {
  /** Canonical values of fields that the viewer may write. */
  readonly values: RecordValues;
  readonly lists: readonly ListBody[];
  readonly echoes: readonly Echo[];
  /** Values that can't be read; paths inside the record. */
  readonly problems: readonly Problem[];
}

export interface ListBody {
  readonly field: FieldModel;
  readonly child: ObjectModel;
  /** The line's reference to this record. */
  readonly by: string;
  readonly lines: readonly LineBody[];
  /** `lines$order`, or null: ids, and places in the body's list for lines that have none yet. */
  readonly order: readonly LineName[] | null;
}

/** A line's id, or its place in the body's list. */
export type LineName = string | number;

export interface LineBody {
  /** Place in the body's list. */
  readonly place: number;
  /** The line that is meant; null for a new one. */
  readonly id: string | null;
  readonly remove: boolean;
  /** What the body gives for the reference to the header; undefined where it doesn't. */
  readonly header: Json | undefined;
  readonly body: Body;
}

/** A value that the viewer can't set: fine as long as it is what he was shown. */
export interface Echo {
  readonly key: string;
  readonly field: FieldModel;
  readonly shows: "value" | "title" | "currency";
  readonly value: Json;
  /** 403 rather than 422 where it differs: the field can be written, not by this viewer. */
  readonly forbidden: boolean;
  readonly masked: boolean;
}

interface List {
  field: FieldModel;
  lines: LineBody[];
  order: LineName[] | null;
}

/** Lists of lists of lines. */
const LEVELS_MAX = 4;

/**
 * Reads a body against the object and the viewer's field rights. Throws `not_understood` for what is no field: the same
 * bytes whether it doesn't exist or is hidden.
 */
export function understand(scope: Scope, object: ObjectModel, body: JsonObject, path = "", level = 0): Body {
  const values: RecordValues = {};
  const echoes: Echo[] = [];
  const problems: Problem[] = [];
  const lists = new Map<string, List>();
  const rights = scope.viewer.rights.object(object.name);
  const listOf = (field: FieldModel): List => {
    const list = lists.get(field.name) ?? { field, lines: [], order: null };
    lists.set(field.name, list);
    return list;
  };

  for (const [key, value] of Object.entries(body)) {
    const cut = key.indexOf("$");
    const name = cut < 0 ? key : key.slice(0, cut);
    const field = object.field(name);
    const right = field === undefined ? "hidden" : rights.field(name);
    if (field === undefined || right === "hidden" || !listReadable(scope, field)) {
      if (key === "deleted_at" && value === null) continue; // as a living record shows it
      throw unknownField(path, key);
    }
    const denied = { key, field, value, forbidden: !field.readOnly, masked: right === "masked" };
    if (cut >= 0) {
      const suffix = key.slice(cut + 1);
      if (suffix === "order" && field.value.class === "children") listOf(field).order = orderOf(field, value, problems, scope);
      else if (suffix === "title" && namesRecords(field)) echoes.push({ ...denied, shows: "title", forbidden: false });
      else if (suffix === "currency" && holdsMoney(field)) echoes.push({ ...denied, shows: "currency", forbidden: false });
      else throw unknownField(path, key);
      continue;
    }
    if (field.readOnly || right !== "write") {
      echoes.push({ ...denied, shows: "value" });
      continue;
    }
    const result = field.kind.parse(value, field);
    if (!result.ok) problems.push(refusedValue(field, result, scope.viewer.language));
    else if (field.value.class === "children") listOf(field).lines.push(...linesOf(scope, field, result.value, path, level, problems));
    else values[name] = result.value;
  }
  return { values, echoes, problems, lists: [...lists.values()].flatMap((list) => listBody(scope, list)) };
}

function unknownField(path: string, key: string): Refusal {
  return new Refusal("not_understood", [problem(path + pointer(key), "unknown_field", { name: key.slice(0, 100) })]);
}

/** A child list shows only where its rows may be read or made. */
function listReadable(scope: Scope, field: FieldModel): boolean {
  if (field.value.class !== "children") return true;
  const rights = scope.viewer.rights.object(field.value.of);
  return rights.policy("read").size > 0 || rights.policy("create").size > 0;
}

/** Fields that answers show a title beside. */
export function namesRecords(field: FieldModel): boolean {
  const { value } = field;
  return value.class === "reference" || value.class === "anyReference" || value.class === "links" || (value.class === "list" && value.to !== null);
}

/** Fields that answers show a currency beside. */
export function holdsMoney(field: FieldModel): boolean {
  return inRecordCurrency(field);
}

function listBody(scope: Scope, list: List): ListBody[] {
  if (list.field.value.class !== "children") return [];
  const child = scope.model.object(list.field.value.of);
  return child ? [{ field: list.field, child, by: list.field.value.by, lines: list.lines, order: list.order }] : [];
}

const isLineName = (name: Json): name is LineName => typeof name === "string" || (typeof name === "number" && Number.isInteger(name));

function orderOf(field: FieldModel, value: Json, problems: Problem[], scope: Scope): LineName[] | null {
  if (Array.isArray(value) && value.every(isLineName)) return [...new Set(value)];
  if (value !== null) problems.push({ ...fieldProblem(field, "type", scope.viewer.language), path: pointer(`${field.name}$order`) });
  return null;
}

function linesOf(scope: Scope, list: FieldModel, value: Json, path: string, level: number, problems: Problem[]): LineBody[] {
  if (list.value.class !== "children" || !Array.isArray(value)) return [];
  const child = scope.model.object(list.value.of);
  if (!child) return [];
  const { by } = list.value;
  if (level >= LEVELS_MAX) throw new Refusal("not_understood", [problem(path + pointer(list.name), "too_many_levels", { max: LEVELS_MAX })]);
  const seen = new Set<string>();
  return value.filter(isJsonObject).map((line, place) => {
    const here = pointer(list.name, place);
    const { id = null, $delete: remove = false, [by]: header, ...rest } = line;
    if (typeof remove !== "boolean") throw unknownField(path + here, "$delete");
    if (id !== null && (typeof id !== "string" || seen.has(id))) problems.push({ ...fieldProblem(list, "reference", scope.viewer.language), path: `${here}/id` });
    if (typeof id === "string") seen.add(id);
    return { place, id: typeof id === "string" ? id : null, remove, header, body: understand(scope, child, rest, path + here, level + 1) };
  });
}
