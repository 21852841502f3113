import type { AggregateRows, Host, RecordEnvironment } from "#shared/formula/environment.ts";
import type { AggregateUse, FieldRef, TierUse } from "#shared/formula/uses.ts";
import { isJsonObject, type Json, type JsonObject } from "#shared/lib/json.ts";
import { targetOf } from "#shared/model/compute/book.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import { plainHost } from "#shared/model/scope.ts";
import { stageAttribute } from "#shared/model/stages.ts";
import type { RecordSource } from "./source.ts";

/** Formulas that name formulas that name formulas: a circle is told by the model, here it only must not hang. */
const DEEPEST = 24;

/** The world of a trial: the draft's model over the records that are there. */
export interface Trial {
  readonly model: Model;
  readonly source: RecordSource;
  readonly host: Host;
}

/** A record as the draft's formulas see it: what they compute follows the draft, all else is as it is stored. */
export function trialRecord(trial: Trial, object: ObjectModel, record: JsonObject, depth = 0): RecordEnvironment {
  const { model, source } = trial;
  const id = String(record["id"] ?? "");
  const value = (ref: FieldRef): Json => {
    let here = { object, record };
    for (const { field } of ref.steps) {
      const target = targetOf(here.object.field(field), valueOf(trial, here.object, here.record, field, depth));
      const next = target && model.object(target.object);
      const found = target && source.record(target.object, target.id);
      if (!next || !found) return null;
      here = { object: next, record: found };
    }
    const held = valueOf(trial, here.object, here.record, ref.field, depth);
    if (ref.attribute === null) return held;
    if (isJsonObject(held)) return held[ref.attribute] ?? null;
    return stageAttribute(here.object, ref.field, held, here.record["record_type"] ?? null, ref.attribute);
  };
  return {
    value,
    rows: (use) => rowsOf(trial, object, record, use, depth),
    siblings() {
      const header = object.parent && targetOf(object.parent, record[object.parent.name] ?? null);
      const list = header && listOf(model.object(header.object), object);
      const lines = header && list !== null ? source.lines(header.object, header.id, list) : [record];
      return { lines: lines.map((line) => trialRecord(trial, object, line, depth)), at: Math.max(0, lines.findIndex((line) => line["id"] === id)) };
    },
    transitions: (field) => source.transitions(object.name, id, field),
  };
}

/** A field's value; a formula of the draft is computed, whatever the running release keeps. */
function valueOf(trial: Trial, object: ObjectModel, record: JsonObject, name: string, depth: number): Json {
  const formula = object.field(name)?.computed?.formula;
  if (!formula) return record[name] ?? null;
  if (depth >= DEEPEST) return null;
  const result = formula.evaluate({ record: trialRecord(trial, object, record, depth + 1), host: trial.host });
  return result.ok ? result.value : null;
}

function rowsOf(trial: Trial, object: ObjectModel, record: JsonObject, { source: from }: AggregateUse | TierUse, depth: number): AggregateRows {
  const { model, source } = trial;
  const rowObject = model.object(from.object);
  if (!rowObject) return { rows: [] };
  const id = String(record["id"] ?? "");
  const rows = from.kind === "object" ? source.all(from.object) : from.kind === "children" ? source.lines(object.name, id, from.list) : linked(source, from.object, record[from.list] ?? null);
  return { rows: rows.map((row) => trialRecord(trial, rowObject, row, depth)) };
}

function linked(source: RecordSource, object: string, value: Json): JsonObject[] {
  return (Array.isArray(value) ? value : []).flatMap((id) => source.record(object, String(id)) ?? []);
}

/** The child list by which a header holds lines of an object. */
function listOf(header: ObjectModel | undefined, line: ObjectModel): string | null {
  return header?.childLists.find(({ value }) => value.class === "children" && value.of === line.name && value.by === line.parent?.name)?.name ?? null;
}

/** The moment, the viewer, dated rates and trees of the workspace, as formulas ask for them. */
export function trialHost(model: Model, source: RecordSource, viewer: string): Host {
  const plain = plainHost(model.settings, new Date(), viewer);
  return {
    ...plain,
    rate(currency, date) {
      if (currency === null || currency === model.settings.currency) return "1";
      const dated = source.all("exchange_rate").filter((rate) => rate["currency"] === currency && String(rate["valid_from"]) <= date);
      const latest = dated.toSorted((a, b) => String(a["valid_from"]).localeCompare(String(b["valid_from"]))).at(-1)?.["rate"];
      return typeof latest === "string" ? latest : null;
    },
    under(object, id, root) {
      const tree = model.object(object)?.treeField;
      const seen = new Set<string>();
      for (let at: string | null = id; at !== null && !seen.has(at); ) {
        if (at === root) return true;
        seen.add(at);
        const parent: Json = tree ? (source.record(object, at)?.[tree] ?? null) : null;
        at = typeof parent === "string" ? parent : null;
      }
      return false;
    },
  };
}
