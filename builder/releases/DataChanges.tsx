import { useTranslation } from "react-i18next";
import { recordHref } from "#runtime/data/hrefs.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import type { Model } from "#shared/model/model.ts";
import { Card } from "#shared/ui/Card.tsx";
import { useDraftStore } from "../draft/provider.tsx";
import type { PlanChange } from "./api.ts";
import css from "./releases.module.css";

/** What a publish does to records that are there: counted, with up to five of those at risk to look at. */
export function DataChanges({ changes }: { changes: readonly PlanChange[] }) {
  const { t, i18n } = useTranslation("releases");
  const { model } = useWorkspace();
  const store = useDraftStore();
  const costly = changes.filter(({ rows }) => rows > 0);
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Card title={t("data.title")} actions={<span className={css.quiet}>{t("data.whole")}</span>} flush>
      {costly.length === 0 ? <p className={css.nothing}>{t("data.none")}</p> : (
        <table className={css.data}>
          <thead>
            <tr>
              <th scope="col">{t("data.step")}</th>
              <th scope="col" className={css.number}>{t("data.records")}</th>
            </tr>
          </thead>
          <tbody>
            {costly.map((change) => (
              <tr key={`${change.kind}/${change.name}${change.path} ${change.text}`}>
                <td>
                  {change.text}
                  {change.atRisk.length > 0 && <Examples ids={change.atRisk} object={objectOf(change, model, store.document(change.kind, change.name)?.extends)} more={change.rows - change.atRisk.length} />}
                </td>
                <td className={css.number}>{number.format(change.rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

/** Whose records a change is about; null where several objects may be meant (a shared option set). */
function objectOf(change: PlanChange, model: Model, extended: string | undefined): string | null {
  if (change.kind === "object") return extended ?? (model.object(change.name) ? change.name : null);
  const users = [...model.objects.values()].filter((object) => object.fields.some((field) => field.settings.optionSet === change.name));
  return change.kind === "option-set" && users.length === 1 ? (users[0]?.name ?? null) : null;
}

function Examples({ ids, object, more }: { ids: readonly string[]; object: string | null; more: number }) {
  const { t } = useTranslation("releases");
  const { slug } = useWorkspace();
  const { title } = useFieldPorts();
  return (
    <ul className={css.examples} aria-label={t("data.examples")}>
      {ids.map((id) => <li key={id}>{object === null ? <code>{id.slice(-6)}</code> : <a href={recordHref(slug, object, id)} target="_blank" rel="noreferrer">{title(object, id) || id.slice(-6)}</a>}</li>)}
      {more > 0 && <li className={css.quiet}>{t("data.more", { count: more })}</li>}
    </ul>
  );
}
