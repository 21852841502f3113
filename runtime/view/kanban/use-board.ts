import { useState } from "react";
import { useAggregate, type RecordData } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Json } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { Query } from "#shared/query/query.ts";
import type { Column } from "../state/columns.ts";

export interface BoardGroup {
  key: string;
  value: Json;
  title: string | null;
  count: number;
  /** Of the card's first amount; null where it has none. */
  sum: Json;
  summed: Column | null;
}

/** A card on its way to another column: shown there until the server has answered. */
export type Moved = ReadonlyMap<string, { record: RecordData; value: Json }>;

/** The columns of a board: every active option of the field, else the values that there are; those without one last. */
export function useBoard(object: ObjectModel, where: Where | undefined, groupBy: string, columns: readonly Column[]) {
  const { language } = useWorkspace();
  const field = object.field(groupBy);
  const summed = columns.find((column) => column.field.summable && !column.path.includes(".")) ?? null;
  const query: Query = {
    from: object.name,
    ...(where && { where }),
    groupBy: [{ field: groupBy, as: "group" }],
    measures: [{ fn: "count", as: "count" }, ...(summed ? [{ fn: "sum" as const, field: summed.path, as: "sum" }] : [])],
    limit: 100,
  };
  const rows = useAggregate(query, { enabled: field !== undefined }).data ?? [];
  const [moved, setMoved] = useState<Moved>(new Map());
  const known = rows.map((row): BoardGroup => ({
    key: JSON.stringify(row.group ?? null),
    value: row.group ?? null,
    title: typeof row.group$title === "string" ? row.group$title : null,
    count: Number(row.count ?? 0),
    sum: row.sum ?? null,
    summed,
  }));
  const empty = (value: Json): BoardGroup => ({ key: JSON.stringify(value), value, title: null, count: 0, sum: null, summed });
  const options = (field?.options ?? []).filter(({ value, inactive }) => !inactive || known.some((group) => group.value === value));
  const withValue =
    options.length > 0
      ? options.map(({ value }) => known.find((group) => group.value === value) ?? empty(value))
      : known.filter(({ value }) => value !== null).toSorted((a, b) => (a.title ?? String(a.value)).localeCompare(b.title ?? String(b.value), language));
  const without = known.find(({ value }) => value === null);
  return {
    groups: without ? [...withValue, without] : withValue,
    moved,
    place: (record: RecordData, value: Json) => setMoved((before) => new Map(before).set(record.id, { record: { ...record, [groupBy]: value }, value })),
    settle: (id: string) =>
      setMoved((before) => {
        const next = new Map(before);
        next.delete(id);
        return next;
      }),
  };
}
