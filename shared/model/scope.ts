import { isJsonObject } from "#shared/lib/json.ts";
import type { Host, RecordEnvironment } from "#shared/formula/environment.ts";
import type { Scope, ScopeField } from "#shared/formula/scope.ts";
import { BOOLEAN, DATE, DATETIME, INTEGER, listOf, MONTH, number, referenceTo, TEXT, type FormulaType } from "#shared/formula/types.ts";
import { localDate, startOfDay } from "#shared/query/period.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { FieldModel, ObjectModel, WorkspaceSettings } from "./model.ts";
import { stageAttributes } from "./stages.ts";

/** What the metadata says of a field beyond its kind: the class of its formula, attributes of its stages, money. */
export interface ScopeOptions {
  field?(object: ObjectModel, field: FieldModel): Partial<Pick<ScopeField, "type" | "source" | "attributes">> | undefined;
  readonly roots?: ReadonlyMap<string, Scope>;
}

/**
 * What formulas over an object may name. Without `objects` they see the object's own fields only, as conditions of forms do:
 * a path is refused with `path_not_here`.
 */
export function scopeOf(object: ObjectModel, objects?: { object(name: string): ObjectModel | undefined; readonly objects: ReadonlyMap<string, unknown> }, options: ScopeOptions = {}): Scope {
  const scopes = new Map<string, Scope>();
  const target = (name: string): Scope | undefined => {
    const known = scopes.get(name);
    if (known) return known;
    const model = name === object.name ? object : objects?.object(name);
    return model && scope(model);
  };
  const scope = (of: ObjectModel): Scope => {
    const fields = new Map<string, ScopeField | undefined>();
    const field = (name: string): ScopeField | undefined => {
      if (!fields.has(name)) {
        const model = of.field(name);
        fields.set(name, model && fieldOf(of, model, options));
      }
      return fields.get(name);
    };
    const made: Scope = {
      object: of.name,
      field,
      parent: of.parent ? (field(of.parent.name) ?? null) : null,
      tree: of.treeField,
      target: (name) => (objects === undefined ? undefined : target(name)),
      fieldNames: of.fieldNames,
      objectNames: objects ? [...objects.objects.keys()] : [],
      byLabel: (label) => of.fields.find((one) => Object.values(one.label).includes(label))?.name,
      ...(of === object && options.roots && { roots: options.roots }),
    };
    scopes.set(of.name, made);
    return made;
  };
  return scope(object);
}

function fieldOf(object: ObjectModel, field: FieldModel, options: ScopeOptions): ScopeField {
  const { value } = field;
  const rows = value.class === "children" ? { rows: { of: value.of, by: value.by } } : value.class === "links" ? { rows: { of: value.to, by: null } } : {};
  const attributes = stageAttributes(object, field.name);
  return { name: field.name, type: typeOf(object, field), source: sourceOf(field), ...rows, ...(attributes && { attributes }), ...options.field?.(object, field) };
}

/** The class of a field's formula; `plain` for what is typed. */
function sourceOf({ computed }: FieldModel): ScopeField["source"] {
  if (computed === null) return "plain";
  return computed.class === "virtual" && !computed.native ? "after_read" : computed.class;
}

/** How formulas see a field's values. */
export function typeOf(object: ObjectModel, field: FieldModel): FormulaType {
  const { value, options } = field;
  const values = options.length > 0 ? options.map((option) => option.value) : undefined;
  const option: FormulaType = { kind: "option", ...(values && { values }) };
  // A record's id is the record itself, beside lookups that lead to it.
  if (field.system && field.name === "id") return referenceTo(object.name);
  switch (value.class) {
    case "text":
    case "long_text":
      return TEXT;
    case "word":
      return values ? option : TEXT;
    case "integer":
      return INTEGER;
    case "decimal":
      return field.kind.share ? number(value.scale + 2, "percent") : number(value.scale, field.kind.money ? "currency" : "decimal");
    case "boolean":
      return BOOLEAN;
    case "date":
      return DATE;
    case "datetime":
      return DATETIME;
    case "month":
      return MONTH;
    case "reference":
      return referenceTo(value.to);
    case "anyReference":
      return referenceTo(...value.to);
    case "list":
      return listOf(value.to !== null ? referenceTo(value.to) : values ? option : TEXT);
    case "links":
      return listOf(referenceTo(value.to));
    case "children":
      return { kind: "records", of: value.of };
    case "json":
      return { kind: "json" };
  }
}

/** A record of which only its own values (and its child rows, as arrays of records) are known. What lies beyond is empty. */
export function plainRecord(values: RecordValues): RecordEnvironment {
  const record: RecordEnvironment = {
    value(ref) {
      if (ref.steps.length > 0) return null;
      const value = values[ref.field] ?? null;
      return ref.attribute === null ? value : isJsonObject(value) ? (value[ref.attribute] ?? null) : null;
    },
    rows({ source }) {
      const rows = source.kind === "object" ? null : values[source.list];
      return { rows: Array.isArray(rows) ? rows.filter(isJsonObject).map(plainRecord) : [] };
    },
    siblings: () => ({ lines: [record], at: 0 }),
    transitions: () => [],
  };
  return record;
}

/** A host without rates, calendars and trees: whoever has them adds them. */
export function plainHost(settings: WorkspaceSettings, now: Date, viewer: string | null): Host {
  return {
    now: now.toISOString(),
    today: localDate(now.getTime(), settings.timeZone),
    viewer,
    workspace: settings,
    localDate: (moment, zone) => localDate(Date.parse(moment), zone),
    startOfDay,
    rate: (currency) => (currency === null || currency === settings.currency ? "1" : null),
    calendar: () => null,
    under: (_, id, root) => id === root,
  };
}
