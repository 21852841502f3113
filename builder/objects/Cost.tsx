import { useTranslation } from "react-i18next";
import { Note } from "#shared/ui/Note.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { useRowCount, useUses } from "./use-cost.ts";
import { Uses } from "./Uses.tsx";
import css from "./objects.module.css";

/** What a removal costs: records that hold values, and places that name it. */
export function Cost({ object, field }: { object: string; field?: string }) {
  const { t, i18n } = useTranslation("objects");
  const rows = useRowCount(object, field);
  const uses = useUses("object", object, field);
  return (
    <div className={css.cost}>
      {rows.isLoading && <SkeletonLines lines={1} />}
      {rows.data && rows.data.count > 0 && (
        <Note tone="warning" title={t(field === undefined ? "cost.records" : "cost.values", { count: rows.data.count, number: new Intl.NumberFormat(i18n.language).format(rows.data.count), context: rows.data.isAtLeast ? "atLeast" : undefined })}>{t("cost.kept")}</Note>
      )}
      {rows.data?.count === 0 && <p>{t("cost.none")}</p>}
      <Uses uses={uses.data ?? []} />
    </div>
  );
}
