import { useTranslation } from "react-i18next";
import type { Setting } from "#shared/kinds/define.ts";
import { setValue } from "../commands/edits.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { Inspector } from "../inspector/Inspector.tsx";
import css from "./palette.module.css";

const SETTINGS: readonly Setting[] = [{ name: "label", type: "label", required: true }];

/** Settings of the document itself, shown while no block is chosen. */
export function DocumentSettings({ editor, hint }: { editor: DocumentEditor<"form"> | DocumentEditor<"page">; hint: string }) {
  const { t } = useTranslation("designer");
  return (
    <div className={css.inspector}>
      <header className={css.head}><h2>{t("inspector.document")}</h2><code>{editor.document.name}</code></header>
      <div className={css.panel}>
        <p className={css.none}>{hint}</p>
        <Inspector settings={SETTINGS} element={editor.document} object={null} readOnly={editor.status === "readonly"} diagnostics={editor.diagnostics} onChange={(setting, value) => void editor.run(setValue([setting], value))} />
      </div>
    </div>
  );
}
