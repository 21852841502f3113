import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Tag } from "#shared/ui/Tag.tsx";
import type { DocumentDiff } from "./api.ts";
import { ChangeList } from "./ChangeList.tsx";
import css from "./releases.module.css";

const TONES = { added: "success", removed: "danger", changed: "warning" } as const;

/** Documents that differ between two releases; each opens to its properties. */
export function DiffDocuments({ documents, fromLabel, toLabel }: { documents: readonly DocumentDiff[]; fromLabel: string; toLabel: string }) {
  const { t } = useTranslation(["releases", "plan"]);
  const { model, language } = useWorkspace();
  if (documents.length === 0) return <p className={css.quiet}>{t("diff.same")}</p>;
  return (
    <ul className={css.diff}>
      {documents.map(({ kind, name, state, changes }) => {
        const head = (
          <>
            <span>{labelText(model.documents.get(`${kind}/${name}`)?.label, language, name)}</span>
            <span className={css.quiet}>{t(`plan:kind.${kind}`, { defaultValue: kind })} · <code>{name}</code></span>
            <Tag tone={TONES[state]}>{t(`diff.${state}`)}</Tag>
          </>
        );
        return (
          <li key={`${kind}/${name}`}>
            {state === "changed" ? (
              <details open={documents.length < 6}>
                <summary className={css.diffHead}>{head}</summary>
                <ChangeList changes={changes} fromLabel={fromLabel} toLabel={toLabel} />
              </details>
            ) : <div className={css.diffHead}>{head}</div>}
          </li>
        );
      })}
    </ul>
  );
}
