import { useTranslation } from "react-i18next";
import type { ReactNode } from "react";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { TemplateAnswer } from "#shared/api/workspaces.ts";
import { labelText } from "#shared/lib/label.ts";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { isHue } from "#shared/ui/hue.ts";
import { isPiece, Piece } from "#shared/ui/Piece.tsx";
import type { PackageAnswer } from "./api.ts";
import css from "./modules.module.css";

interface ModuleRowProps {
  module: PackageAnswer;
  template: TemplateAnswer | undefined;
  labelOf: (name: string) => string;
  /** The modules that are installed. */
  here: readonly PackageAnswer[];
  /** For one that can be added. */
  choice?: { isChosen: boolean; isFixed: boolean; onChange: (on: boolean) => void };
  /** At the end of the row. */
  children?: ReactNode;
}

/** A module: its piece, what it is for, and the modules here that it works together with. */
export function ModuleRow({ module, template, labelOf, here, choice, children }: ModuleRowProps) {
  const { t } = useTranslation("modules");
  const { language, model } = useWorkspace();
  const app = model.apps.get(module.name);
  const piece = app?.piece ?? template?.piece;
  const hue = app?.hue ?? template?.hue;
  const id = `module-${module.name}`;
  // Either may know the other.
  const partners = here.filter((one) => one.name !== module.name && (module.joins.includes(one.name) || one.joins.includes(module.name)));
  return (
    <li className={css.row}>
      {choice && <Checkbox checked={choice.isChosen} readOnly={choice.isFixed} onChange={choice.onChange} aria-labelledby={id} />}
      <Piece name={isPiece(piece) ? piece : "square"} hue={isHue(hue) ? hue : "grey"} size={20} outline={choice !== undefined && !choice.isChosen} />
      <div className={css.words}>
        <p className={css.nameRow}>{choice ? <span className={css.name} id={id} onClick={() => { if (!choice.isFixed) choice.onChange(!choice.isChosen); }}>{labelOf(module.name)}</span> : <span className={css.name} id={id}>{labelOf(module.name)}</span>}<span className={css.quiet}>{module.version}</span></p>
        <p className={css.about}>{labelText(module.description, language)}</p>
        {partners.length > 0 && <p className={css.quiet}>{t("joins", { names: partners.map((one) => labelOf(one.name)).join(t("separator")) })}</p>}
      </div>
      {children}
    </li>
  );
}
