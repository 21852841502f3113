import { useTranslation } from "react-i18next";
import { isJsonObject, type Json } from "#shared/lib/json.ts";
import type { PropertyChange } from "#shared/model/diff.ts";
import css from "./releases.module.css";

interface ChangeListProps {
  changes: readonly PropertyChange[];
  /** What the two sides are called. */
  fromLabel: string;
  toLabel: string;
}

/** Where two versions of a document differ, property by property: a word, a tint and an edge for each, never colour alone. */
export function ChangeList({ changes, fromLabel, toLabel }: ChangeListProps) {
  const { t } = useTranslation(["releases", "plan", "kinds"]);
  if (changes.length === 0) return <p className={css.quiet}>{t("diff.same")}</p>;
  return (
    <table className={css.changes}>
      <thead>
        <tr>
          <th scope="col">{t("diff.where")}</th>
          <th scope="col" className={css.wordColumn}>{t("diff.what")}</th>
          <th scope="col">{fromLabel}</th>
          <th scope="col">{toLabel}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={`${change.path} ${change.change}`} data-change={change.change}>
            <th scope="row"><Path path={change.path} /></th>
            <td className={css.wordColumn}>{t(`diff.${change.change}`)}</td>
            <td>{change.change === "added" ? <Absent /> : <Value value={change.from} struck={change.change === "removed"} />}</td>
            <td>{change.change === "removed" ? <Absent /> : <Value value={change.to} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `/fields/amount/required` as "fields › amount › Required". */
function Path({ path }: { path: string }) {
  const { t } = useTranslation(["plan", "kinds"]);
  const parts = path.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (parts.length === 0) return null;
  return (
    <>
      {parts.map((part, at) => (
        <span key={at}>
          {at > 0 && <span className={css.separator} aria-hidden="true"> › </span>}
          {at === 0 ? t(`plan:property.${part}`, { defaultValue: part }) : at === parts.length - 1 && at > 1 ? t([`kinds:setting.${part}`, `plan:setting.${part}`], { defaultValue: part }) : part}
        </span>
      ))}
    </>
  );
}

const Absent = () => <span className={css.absent}>–</span>;

function Value({ value, struck = false }: { value: Json; struck?: boolean }) {
  const text = plainText(value);
  return <span className={css.value} title={text.length > 80 ? text : undefined}>{struck ? <s>{text}</s> : text}</span>;
}

/** A value as it is read: labels in both languages, words as a list, anything larger as JSON. */
function plainText(value: Json): string {
  if (value === null) return "–";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(", ");
  if (isJsonObject(value) && Object.keys(value).every((key) => key === "en" || key === "zh-CN")) return Object.values(value).join(" · ");
  return JSON.stringify(value);
}
