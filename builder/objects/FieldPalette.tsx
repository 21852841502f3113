import ListPlus from "lucide-react/icons/list-plus";
import Search from "lucide-react/icons/search";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldGroup } from "#shared/kinds/define.ts";
import { FIELD_CHOICES } from "#shared/kinds/fields.ts";
import { Button } from "#shared/ui/Button.tsx";
import { matches } from "#shared/ui/match.ts";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { KindIcon } from "../shell/KindIcon.tsx";
import type { FieldChoice } from "./new-fields.ts";
import css from "./objects.module.css";

const GROUPS: readonly FieldGroup[] = ["text", "number", "choice", "time", "people", "relation", "media", "other"];

/** The kinds of fields by group; a press adds one after the selected field, or at the end. */
export function FieldPalette({ onAdd, onBulk }: { onAdd: (type: FieldChoice, label: string) => void; onBulk: () => void }) {
  const { t } = useTranslation(["objects", "kinds"]);
  const [query, setQuery] = useState("");
  const shown = FIELD_CHOICES.filter((kind) => matches(query, `${t(`kinds:field.${kind.type}`)} ${kind.type}`));
  return (
    <div className={css.palette}>
      <Button icon={<ListPlus />} wide onClick={onBulk}>{t("palette.bulk")}</Button>
      <TextInput type="search" size="sm" aria-label={t("palette.search")} placeholder={t("palette.search")} before={<Search />} clearable value={query} onChange={setQuery} />
      {GROUPS.map((group) => {
        const kinds = shown.filter((kind) => kind.group === group);
        if (kinds.length === 0) return null;
        return (
          <section key={group} aria-label={t(`kinds:group.${group}`)}>
            <h2 className={css.paletteHead}>{t(`kinds:group.${group}`)}</h2>
            <div className={css.paletteGrid}>
              {kinds.map((kind) => {
                const label = t(`kinds:field.${kind.type}`);
                return <button key={kind.type} type="button" className={css.kind} title={t(`kinds:field.${kind.type}.help`)} onClick={() => onAdd(kind.type, label)}><KindIcon name={kind.icon} /><span>{label}</span></button>;
              })}
            </div>
          </section>
        );
      })}
      {shown.length === 0 && <p className={css.quiet}>{t("palette.none")}</p>}
    </div>
  );
}
