import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { liveStore } from "#runtime/data/live.ts";
import { useAggregate } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { relativeMoment } from "#shared/kinds/lib/time.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { formatDecimal, parseDecimal } from "#shared/lib/decimal.ts";
import type { Json } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import type { Column } from "../state/columns.ts";
import { compactText } from "../state/compact.ts";
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
  const { language } = useWorkspace();
  const { format } = useFieldPorts();
  const summed = columns.filter((column) => column.field.summable && !column.path.includes(".")).slice(0, SUMS_SHOWN);
  const sums = useAggregate({ from: object.name, ...(where && { where }), measures: summed.map(({ path }) => ({ fn: "sum", field: path, as: path })) }, { enabled: summed.length > 0 }).data?.[0];
  const written = (column: Column, value: Json): string => compactText(column.field.kind.format(value, column.field, { ...format, dense: true }), value, language);
  return (
    <footer className={css.foot}>
      <span>{count ? t("records", { count: count.n, shown: countText(count, language) }) : ""}</span>
      {summed.map((column) => {
        const sum = sums?.[column.path];
        return sum === undefined || sum === null ? null : <span key={column.path} className={css.sum}>{summed.length > 1 ? t("sumOf", { field: column.label }) : t("sum")} <b>{written(column, sum)}</b></span>;
      })}
      {selection.size > 0 && summed.slice(0, 1).map((column) => <span key={column.path} className={css.sum}>{t("selected")} <b>{written(column, sumOf(column, selection))}</b></span>)}
      {error !== null && <span className={css.failed}>{t("pageFailed")} <Button size="xs" onClick={onRetry}>{t("tryAgain")}</Button></span>}
      <LiveState />
    </footer>
  );
}

/** The exact sum over the chosen records. */
function sumOf(column: Column, selection: Selection): Json {
  const { value } = column.field;
  if (value.class === "integer") return selection.records.reduce((sum, record) => sum + Number(record[column.path] ?? 0), 0);
  if (value.class !== "decimal") return null;
  let sum = 0n;
  for (const record of selection.records) {
    const parsed = parseDecimal(String(record[column.path] ?? "0"), value.scale);
    if (typeof parsed === "bigint") sum += parsed;
  }
  return formatDecimal(sum, value.scale);
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
