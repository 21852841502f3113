import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Note } from "#shared/ui/Note.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { designerPath } from "../shell/hrefs.ts";
import { useRowCount, useUses } from "./use-cost.ts";
import css from "./objects.module.css";

/** What a removal costs: records that hold values, and places that name it. */
export function Cost({ object, field }: { object: string; field?: string }) {
  const { t, i18n } = useTranslation(["objects", "plan"]);
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const rows = useRowCount(object, field);
  const uses = useUses("object", object, field);
  const places = [...new Map((uses.data ?? []).map((use) => [`${use.kind}/${use.name}`, use])).values()];
  return (
    <div className={css.cost}>
      {rows.isLoading && <SkeletonLines lines={1} />}
      {rows.data && rows.data.count > 0 && (
        <Note tone="warning" title={t(field === undefined ? "cost.records" : "cost.values", { count: rows.data.count, number: new Intl.NumberFormat(i18n.language).format(rows.data.count), context: rows.data.isAtLeast ? "atLeast" : undefined })}>{t("cost.kept")}</Note>
      )}
      {rows.data?.count === 0 && <p>{t("cost.none")}</p>}
      {places.length > 0 && (
        <>
          <p>{t("cost.uses", { count: places.length })}</p>
          <ul className={css.uses}>
            {places.map(({ kind, name, path }) => (
              <li key={`${kind}/${name}`}><a href={designerPath(slug, kind, name, path)}>{labelText(model.documents.get(`${kind}/${name}`)?.label, language, name)}</a> <span className={css.quiet}>{t(`plan:kind.${kind}`, { defaultValue: kind })}</span></li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
