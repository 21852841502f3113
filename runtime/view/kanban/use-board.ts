import { useState } from "react";
import { useAggregate, type RecordData } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { sameJson, type Json } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { summedColumns, sumQueries, sumsOf, type Amount } from "../rows/sums.ts";
import type { Column } from "../state/columns.ts";

export interface BoardGroup {
  key: string;
  value: Json;
  title: string | null;
  count: number;
  /** Of the card's first amount; null where it has none. */
  sum: { field: FieldModel; amounts: readonly Amount[] } | null;
}

/** More columns than this nobody can look over. */
const GROUPS = 100;

/** A card on its way to another column: shown there until the server has answered. */
export type Moved = ReadonlyMap<string, { record: RecordData; value: Json }>;

/** The columns of a board: every active option of the field, else the values that there are; those without one last. */
export function useBoard(object: ObjectModel, where: Where | undefined, groupBy: string, columns: readonly Column[]) {
  const { language, settings } = useWorkspace();
  const field = object.field(groupBy);
  const summed = summedColumns(object, columns).slice(0, 1);
  const { plain, money } = sumQueries(object, where, summed, { field: groupBy }, GROUPS);
  const rows = useAggregate(plain ?? { from: "" }, { enabled: field !== undefined && plain !== null }).data ?? [];
  const amounts = useAggregate(money ?? { from: "" }, { enabled: field !== undefined && money !== null }).data ?? [];
  const [moved, setMoved] = useState<Moved>(new Map());
  const known = rows.map((row): BoardGroup => {
    const value = row.group ?? null;
    const mine = amounts.filter((amount) => sameJson(amount.group ?? null, value));
    const [first] = summed;
    const sums = sumsOf(row, mine, summed, settings.currency);
    return {
      key: JSON.stringify(value),
      value,
      title: typeof row.group$title === "string" ? row.group$title : null,
      count: Number(row.count ?? 0),
      sum: first ? { field: first.field, amounts: sums[first.path] ?? [] } : null,
    };
  });
  const empty = (value: Json): BoardGroup => ({ key: JSON.stringify(value), value, title: null, count: 0, sum: null });
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
