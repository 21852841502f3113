import { inRecordCurrency } from "#shared/kinds/lib/currency.ts";
import type { AggregateRow } from "#runtime/data/records.ts";
import { formatMoney } from "#shared/kinds/lib/format-number.ts";
import type { FormatContext } from "#shared/kinds/define.ts";
import type { Json } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import type { GroupBy, Measure, Query } from "#shared/query/query.ts";
import type { Column } from "../state/columns.ts";
import { compactText } from "../state/compact.ts";

/** What a column comes to: a sum (an average of shares), of money once per currency. */
export interface Amount {
  value: Json;
  /** Of money that is not in the workspace's currency. */
  currency: string | null;
}

/** By column path. */
export type Sums = Readonly<Record<string, readonly Amount[]>>;

/** The columns that come to something, with how. */
export interface Summed {
  path: string;
  field: FieldModel;
  fn: "sum" | "avg";
  /** Amounts of several currencies are never added up. */
  perCurrency: boolean;
}

export function summedColumns(object: ObjectModel, columns: readonly Column[]): Summed[] {
  return columns.filter(({ field, path }) => field.summable && !path.includes(".")).map(({ path, field }) => ({
    path,
    field,
    fn: field.kind.share === true ? "avg" : "sum",
    perCurrency: object.currency !== "workspace" && inRecordCurrency(field),
  }));
}

/** Rows that one answer may have (contract §3). */
const MOST = 500;
/** Currencies that one group is expected to have at most. */
const CURRENCIES = 4;

/** The two questions behind the sums: of what may be added up, and of money by currency; null where there is nothing to ask. */
export function sumQueries(object: ObjectModel, where: Where | undefined, summed: readonly Summed[], group: GroupBy | null, limit: number): { plain: Query | null; money: Query | null } {
  const groups = group ? [{ ...group, as: "group" }] : [];
  const base = { from: object.name, ...(where && { where }) };
  const plain = summed.filter(({ perCurrency }) => !perCurrency);
  const money = summed.filter(({ perCurrency }) => perCurrency);
  const measuresOf = (of: readonly Summed[]): Measure[] => of.map(({ path, fn }) => ({ fn, field: path, as: `of_${path}` }));
  const counted: Measure[] = group ? [{ fn: "count", as: "count" }] : [];
  return {
    plain: group || plain.length > 0 ? { ...base, groupBy: groups, measures: [...counted, ...measuresOf(plain)], ...(group && { limit }) } : null,
    money: money.length > 0 ? { ...base, groupBy: [...groups, { field: object.currency, as: "currency" }], measures: measuresOf(money), limit: Math.min(limit * CURRENCIES, MOST) } : null,
  };
}

/** What the answers say of one group (of all, where there is none). */
export function sumsOf(plain: AggregateRow | undefined, money: readonly AggregateRow[], summed: readonly Summed[], workspaceCurrency: string): Sums {
  return Object.fromEntries(
    summed.map(({ path, perCurrency }) => {
      const rows = perCurrency ? money : plain ? [plain] : [];
      const amounts = rows.flatMap((row): Amount[] => {
        const value = row[`of_${path}`] ?? null;
        const currency = typeof row.currency === "string" && row.currency !== workspaceCurrency ? row.currency : null;
        return value === null ? [] : [{ value, currency }];
      });
      return [path, amounts.toSorted((a, b) => Number(a.currency !== null) - Number(b.currency !== null))];
    }),
  );
}

/** `¥8.6m + USD 22,897` */
export function amountsText(amounts: readonly Amount[], field: FieldModel, format: FormatContext): string {
  return amounts.map((amount) => amountText(amount, field, format)).join(" + ");
}

function amountText({ value, currency }: Amount, field: FieldModel, format: FormatContext): string {
  const dense = { ...format, dense: true };
  const text = currency !== null && field.value.class === "decimal" ? formatMoney(value, field.value.scale, currency, true, dense) : field.kind.format(value, field, dense);
  return compactText(text, value, format.language);
}
