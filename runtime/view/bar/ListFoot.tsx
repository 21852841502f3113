import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { liveStore } from "#runtime/data/live.ts";
import { useAggregate } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { relativeMoment } from "#shared/kinds/lib/time.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { formatDecimal, parseDecimal } from "#shared/lib/decimal.ts";
import { labelText } from "#shared/lib/label.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { amountsText, summedColumns, sumQueries, sumsOf, type Amount } from "../rows/sums.ts";
import type { Column } from "../state/columns.ts";
import type { Selection } from "../use-selection.ts";
import css from "./bar.module.css";
import { countText } from "./count.ts";

export interface ListFootProps {
  object: ObjectModel;
  where: Where | undefined;
  columns: readonly Column[];
  count: { n: number; atLeast: boolean } | null;
  selection: Selection;
  /** A page that could not be fetched while others are shown. */
  error: unknown;
  onRetry: () => void;
}

const SUMS_SHOWN = 3;

/** How many, sums of the columns that can be summed (of all and of the chosen), and whether the list is live. */
export function ListFoot({ object, where, columns, count, selection, error, onRetry }: ListFootProps) {
  const { t } = useTranslation("list");
  const { language, settings } = useWorkspace();
  const { format } = useFieldPorts();
  // An average of everything says little: shares are averaged in groups only.
  const summed = summedColumns(object, columns).filter(({ fn }) => fn === "sum").slice(0, SUMS_SHOWN);
  const { plain, money } = sumQueries(object, where, summed, null, 1);
  const sum = useAggregate(plain ?? { from: "" }, { enabled: plain !== null }).data?.[0];
  const amounts = useAggregate(money ?? { from: "" }, { enabled: money !== null }).data ?? [];
  const sums = sumsOf(sum, amounts, summed, settings.currency);
  return (
    <footer className={css.foot}>
      {count && <span><b>{countText(count, language)}</b> {t("records", { count: count.n })}</span>}
      {summed.map(({ path, field }) => {
        const label = summed.length > 1 ? t("sumOf", { field: labelText(field.label, language, path) }) : t("sum");
        return (sums[path] ?? []).length === 0 ? null : <span key={path} className={css.sum}>{label} <b>{amountsText(sums[path] ?? [], field, format)}</b></span>;
      })}
      {selection.size > 0 && summed.slice(0, 1).map(({ path, field, perCurrency }) => <span key={path} className={css.sum}>{t("selected")} <b>{amountsText(chosenAmounts(path, field, perCurrency, selection), field, format)}</b></span>)}
      {error !== null && <span className={css.failed}>{t("pageFailed")} <Button size="xs" onClick={onRetry}>{t("tryAgain")}</Button></span>}
      <LiveState />
    </footer>
  );
}

/** The exact sum over the chosen records, of money by currency. */
function chosenAmounts(path: string, { value }: FieldModel, perCurrency: boolean, selection: Selection): Amount[] {
  const scale = value.class === "decimal" ? value.scale : 0;
  const sums = new Map<string | null, bigint>();
  for (const record of selection.records) {
    const currency = perCurrency ? (record[`${path}$currency`] ?? null) : null;
    const key = typeof currency === "string" ? currency : null;
    const parsed = parseDecimal(String(record[path] ?? "0"), scale);
    if (typeof parsed === "bigint") sums.set(key, (sums.get(key) ?? 0n) + parsed);
  }
  return [...sums].map(([currency, sum]) => ({ currency, value: value.class === "integer" ? Number(sum) : formatDecimal(sum, scale) }));
}

function LiveState() {
  const { t } = useTranslation("list");
  const { format } = useFieldPorts();
  const state = useSyncExternalStore(liveStore.subscribe, liveStore.state);
  const changedAt = useSyncExternalStore(liveStore.subscribe, liveStore.changedAt);
  const ago = changedAt === null ? null : relativeMoment(new Date(changedAt).toISOString(), { ...format, now: new Date() });
  return (
    <span className={css.live} data-state={state} role="status">
      <span className={css.dot} aria-hidden="true" />
      {ago !== null && state === "live" ? t("liveChanged", { ago }) : t(`live.${state}`)}
    </span>
  );
}
