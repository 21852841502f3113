import { useTranslation } from "react-i18next";
import { titleIn, titlesIn } from "#runtime/data/records.ts";
import type { Json } from "#shared/lib/json.ts";
import { relativeMoment } from "#shared/kinds/lib/time.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import css from "./conflict.module.css";
import type { Conflict } from "./use-cell-edit.ts";

/** Two people have changed one cell: both values, and the choice. */
export function ConflictDialog({ conflict, onSettle }: { conflict: Conflict; onSettle: (keepMine: boolean) => void }) {
  const { t } = useTranslation("list");
  const { format } = useFieldPorts();
  const { column, mine, current } = conflict;
  const stored = current[column.path] ?? null;
  const who = titleIn(current, "updated_by") ?? t("somebody");
  const when = relativeMoment(current.updated_at ?? null, format) ?? "";
  const value = (shown: Json, titles?: Record<string, string | null>) => <column.view.Display field={column.field} value={shown} {...(titles && { titles })} />;
  return (
    <Dialog
      opened
      onClose={() => onSettle(false)}
      title={t("conflict.title", { who, field: column.label, when })}
      closeOnClickOutside={false}
      actions={
        <>
          <Button size="md" onClick={() => onSettle(false)}>{t("conflict.theirs")}</Button>
          <Button size="md" look="primary" onClick={() => onSettle(true)}>{t("conflict.mine")}</Button>
        </>
      }
    >
      <dl className={css.values}>
        <div><dt>{t("conflict.yours")}</dt><dd>{value(mine)}</dd></div>
        <div><dt>{t("conflict.stored")}</dt><dd>{value(stored, titlesIn(current, column.path))}</dd></div>
      </dl>
    </Dialog>
  );
}
