import Compass from "lucide-react/icons/compass";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Setting } from "#shared/kinds/define.ts";
import { labelText } from "#shared/lib/label.ts";
import { PIECES } from "#shared/metadata/app.ts";
import { HUES } from "#shared/metadata/common.ts";
import { isHue } from "#shared/ui/hue.ts";
import { Piece } from "#shared/ui/Piece.tsx";
import { setValue } from "../commands/edits.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { InspectorHead } from "../inspector/InspectorHead.tsx";
import { Inspector } from "../inspector/Inspector.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import css from "./navigation.module.css";

const SETTINGS: readonly Setting[] = [{ name: "label", type: "label", required: true }, { name: "order", type: "integer", min: 0, max: 1000 }];

/** Settings of an app: label, place, its piece and hue. */
export function AppInspector({ editor }: { editor: DocumentEditor<"app"> }) {
  const { t } = useTranslation("designer");
  const { document } = editor;
  const hue = isHue(document.hue) ? document.hue : "grey";
  const readOnly = editor.status === "readonly";
  const { slug, language } = useWorkspace();
  return (
    <>
      <InspectorHead icon={Compass} title={labelText(document.label, language, document.name)} name={document.name} code={studioPaths.code(slug, "app", document.name)} />
      <div className={css.inspector}>
        <Inspector settings={SETTINGS} element={document} object={null} readOnly={readOnly} diagnostics={editor.diagnostics} onChange={(setting, value) => void editor.run(setValue([setting], value))} />
        {document.extends === undefined && (
          <>
            <fieldset disabled={readOnly}>
              <legend>{t("app.piece")}</legend>
              <div className={css.choices}>
                {PIECES.map((piece) => (
                  <label key={piece} title={piece}>
                    <input type="radio" name="piece" checked={document.piece === piece} onChange={() => void editor.run(setValue(["piece"], piece))} aria-label={piece} />
                    <Piece name={piece} hue={hue} />
                  </label>
                ))}
              </div>
            </fieldset>
            <fieldset disabled={readOnly}>
              <legend>{t("app.hue")}</legend>
              <div className={css.choices}>
                {HUES.map((one) => (
                  <label key={one} title={t(`hue.${one}`)}>
                    <input type="radio" name="hue" checked={hue === one} onChange={() => void editor.run(setValue(["hue"], one))} aria-label={t(`hue.${one}`)} />
                    <span className={css.hue} data-hue={one} />
                  </label>
                ))}
              </div>
            </fieldset>
    </>
      )}
    </div>
    </>
  );
}
