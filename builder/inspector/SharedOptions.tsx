import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Tag } from "#shared/ui/Tag.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { studioPaths } from "../shell/hrefs.ts";
import css from "./inspector.module.css";

const SHOWN = 12;

/** The options of a set that several fields share: to be seen here, changed where they stand. */
export function SharedOptions({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation("studio");
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const set = model.documents.get(`option-set/${name}`);
  const options = set?.kind === "option-set" ? (set.options ?? []) : [];
  return (
    <div>
      <p className={css.legend}>{label}</p>
      <div className={css.tags}>
        {options.slice(0, SHOWN).map((option) => <Tag key={option.value} hue={option.hue ?? "grey"}>{labelText(option.label, language, option.value)}</Tag>)}
        {options.length > SHOWN && <span className={css.quiet}>+{options.length - SHOWN}</span>}
      </div>
      <a className={css.link} href={studioPaths.optionSet(slug, name)}>{t("options.openSet")}</a>
    </div>
  );
}
