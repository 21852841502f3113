import { divideRounded, formatDecimal, rescale } from "#shared/lib/decimal.ts";
import type { Json } from "#shared/lib/json.ts";
import type { BoundAggregate } from "./bound.ts";
import { compareNullable, evaluate, type World } from "./interpret-where.ts";
import type { ValueType } from "./value.ts";

/** What follows once groups are known, the same for the databases and the oracle. */

export type AggregateRow = Record<string, Json>;

/** Exact a ÷ b in the form of `to`, where a has `from`'s scale (whole numbers: 0): divided once, half away from zero. */
export function divisionOf(sum: bigint, count: bigint, from: ValueType, to: ValueType): string | null {
  if (count === 0n || to.class !== "decimal") return null;
  const scale = from.class === "decimal" ? from.scale : 0;
  return formatDecimal(divideRounded(rescale(sum, scale, to.scale), count), to.scale);
}

/** `having`, `sort` and `limit` over rows. Sorted by the groups in their order where the sort leaves a tie. */
export function finishRows(rows: readonly AggregateRow[], query: BoundAggregate, world: Pick<World, "catalog">): AggregateRow[] {
  const nowhere: World = { catalog: world.catalog, records: () => [] };
  const { having } = query;
  const kept = having === null ? [...rows] : rows.filter((row) => evaluate(having, (path) => row[path.path] ?? null, nowhere) === true);
  const keys = [
    ...query.sort.map(({ path, descending }) => ({ key: path.path, value: path.value, descending })),
    ...query.groups.map(({ key, value }) => ({ key, value, descending: false })),
  ];
  kept.sort((a, b) => {
    for (const { key, value, descending } of keys) {
      const order = compareCells(a, b, key, value);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return kept.slice(0, query.limit);
}

/** References by their titles, then by their ids, so that two of one title have a fixed order. */
function compareCells(a: AggregateRow, b: AggregateRow, key: string, type: ValueType): number {
  if (type.class !== "reference" && type.class !== "anyReference") return compareNullable(a[key] ?? null, b[key] ?? null, type) || exactly(a[key], b[key]);
  const title = `${key}$title`;
  return compareNullable(a[title] ?? null, b[title] ?? null, { class: "text" }) || exactly(a[key], b[key]);
}

/** Texts that fold to one key are still two groups. */
function exactly(a: Json | undefined, b: Json | undefined): number {
  const [x, y] = [JSON.stringify(a ?? null), JSON.stringify(b ?? null)];
  return x < y ? -1 : x > y ? 1 : 0;
}
