import Plus from "lucide-react/icons/plus";
import { useTranslation } from "react-i18next";
import { newHref } from "#runtime/data/hrefs.ts";
import { inSentence } from "#runtime/data/words.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { RequestError } from "#runtime/shell/ErrorPage.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button, ButtonLink } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { useConditionText } from "./filters/use-condition-text.ts";
import css from "./list.module.css";
import type { ListState } from "./state/list-search.ts";

export interface ListNoticeProps {
  kind: "empty" | "noMatch" | "error";
  object: ObjectModel;
  state: ListState;
  problem: unknown;
  onRetry: () => void;
  onClear: () => void;
}

/** In place of rows: none yet, none that match, or why they can't be had. */
export function ListNotice({ kind, object, state, problem, onRetry, onClear }: ListNoticeProps) {
  const { t } = useTranslation("list");
  const { slug, language, can } = useWorkspace();
  const { phrase } = useConditionText(object);
  const names = { object: inSentence(labelText(object.label, language, object.name), language), plural: inSentence(labelText(object.plural, language, object.name), language) };
  if (kind === "error") return <div className={css.notice}><RequestError problem={problem} onRetry={onRetry} /></div>;
  if (kind === "noMatch") {
    const asked = [...state.filters.map(phrase), ...(state.q === "" ? [] : [t("quoted", { text: state.q })])];
    return <div className={css.notice}><EmptyState picture={false} title={t("noMatch", { count: asked.length })} detail={asked.join(t("and"))} action={<Button onClick={onClear}>{t("clearFilters")}</Button>} /></div>;
  }
  return (
    <div className={css.notice}>
      <EmptyState title={t("empty", names)} {...(can(object.name, "create") && { action: <ButtonLink look="primary" icon={<Plus />} href={newHref(slug, object.name)}>{t("new", names)}</ButtonLink> })} />
    </div>
  );
}
