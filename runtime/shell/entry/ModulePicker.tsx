import { useTranslation } from "react-i18next";
import type { TemplateAnswer } from "#shared/api/workspaces.ts";
import { labelText } from "#shared/lib/label.ts";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { Piece } from "#shared/ui/Piece.tsx";
import css from "./entry.module.css";
import { markOf } from "./templates.ts";

export interface ModulePickerProps {
  templates: readonly TemplateAnswer[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: Set<string>) => void;
}

/** The modules as tangram pieces: each a box to tick. */
export function ModulePicker({ templates, chosen, onChange }: ModulePickerProps) {
  const { t, i18n } = useTranslation("shell");
  const language = nearestLanguage(i18n.language);
  function toggle(name: string, on: boolean): void {
    const next = new Set(chosen);
    if (on) next.add(name);
    else next.delete(name);
    onChange(next);
  }
  return (
    <fieldset className={css.modules} aria-label={t("setup.modules")}>
      {templates.map((template, at) => {
        const { piece, hue } = markOf(template, at);
        const isChosen = chosen.has(template.name);
        return (
          <label key={template.name} className={css.module}>
            <Piece name={piece} hue={hue} size={24} outline={!isChosen} />
            <span className={css.name} id={`module-${template.name}`}>{labelText(template.label, language, template.name)}</span>
            <Checkbox checked={isChosen} onChange={(on) => toggle(template.name, on)} aria-labelledby={`module-${template.name}`} />
            <span className={css.about}>{labelText(template.description, language)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
