import type { Json } from "#shared/lib/json.ts";
import type { FieldModel, Model, ObjectModel } from "#shared/model/model.ts";

/** One value that changed. */
export interface ValueChange {
  field: FieldModel;
  before: Json;
  after: Json;
}

/** What happened to the lines of a list. */
export interface ListChange {
  field: FieldModel;
  added: number;
  removed: number;
  /** Lines that changed, with their values. */
  changed: readonly (readonly ValueChange[])[];
  isReordered: boolean;
}

export interface Story {
  values: readonly ValueChange[];
  lists: readonly ListChange[];
}

/** The changes of a history entry, told by field and by list. Of fields that are gone, or hidden, nothing is told. */
export function tellChanges(model: Model, object: ObjectModel, changes: Readonly<Record<string, readonly [Json, Json]>>): Story {
  const values: ValueChange[] = [];
  const lists = new Map<string, ListGathered>();
  for (const [path, [before, after]] of Object.entries(changes)) {
    const [name = "", line, ...rest] = path.split("/");
    const isOrder = name.endsWith("$order");
    const field = object.field(isOrder ? name.slice(0, -"$order".length) : name);
    if (!field) continue;
    if (!isOrder && line === undefined) {
      values.push({ field, before, after });
      continue;
    }
    const list = lists.get(field.name) ?? { field, lines: new Map(), isReordered: false };
    lists.set(field.name, list);
    if (isOrder) list.isReordered = true;
    else gather(model, list, line ?? "", rest, before, after);
  }
  return { values, lists: [...lists.values()].map(summed) };
}

interface ListGathered {
  field: FieldModel;
  lines: Map<string, { came: boolean; went: boolean; values: ValueChange[] }>;
  isReordered: boolean;
}

function gather(model: Model, list: ListGathered, line: string, path: readonly string[], before: Json, after: Json): void {
  const known = list.lines.get(line) ?? { came: false, went: false, values: [] };
  list.lines.set(line, known);
  const [name = "", ...deeper] = path;
  if (name === "id" && deeper.length === 0) {
    known.came = before === null;
    known.went = after === null;
    return;
  }
  const child = list.field.value.class === "children" ? model.object(list.field.value.of) : undefined;
  const field = child?.field(name);
  if (field && deeper.length === 0) known.values.push({ field, before, after });
}

function summed({ field, lines, isReordered }: ListGathered): ListChange {
  const all = [...lines.values()];
  return {
    field,
    added: all.filter(({ came }) => came).length,
    removed: all.filter(({ went }) => went).length,
    changed: all.filter(({ came, went, values }) => !came && !went && values.length > 0).map(({ values }) => values),
    isReordered,
  };
}
