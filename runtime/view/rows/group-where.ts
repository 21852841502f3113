import type { Json } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel } from "#shared/model/model.ts";
import type { GroupBy } from "#shared/query/query.ts";

/** How a list is grouped by a field: days are gathered by month. */
export function groupByOf(path: string, field: FieldModel): GroupBy {
  return field.value.class === "date" ? { field: path, bucket: "month" } : { field: path };
}

/** The condition that holds for the records of one group. */
export function whereOfGroup(path: string, field: FieldModel, value: Json): Where {
  if (value === null) return { field: path, op: "isEmpty" };
  if (field.value.class === "date" && typeof value === "string") return { field: path, op: "between", value: [value, lastOfMonth(value)] };
  return { field: path, op: "eq", value };
}

/** The last day of a month whose first is given: `2026-10-01` → `2026-10-31`. */
export function lastOfMonth(first: string): string {
  const [year = 0, month = 1] = first.split("-").map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${first.slice(0, 8)}${String(days).padStart(2, "0")}`;
}
