import { useTranslation } from "react-i18next";
import type { Setting } from "#shared/kinds/define.ts";
import type { AppItemDoc } from "#shared/metadata/app.ts";
import { Button } from "#shared/ui/Button.tsx";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { setValue, removeElement } from "../commands/edits.ts";
import { together } from "../commands/command.ts";
import { pointerOf } from "../commands/element-path.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { Inspector } from "../inspector/Inspector.tsx";
import css from "./navigation.module.css";

type Opens = "object" | "view" | "page";

const SETTING: Record<Opens, Setting> = {
  object: { name: "object", type: "name", names: "object", required: true },
  view: { name: "view", type: "name", names: "view", required: true },
  page: { name: "page", type: "name", names: "page", required: true },
};
const LABEL: Setting = { name: "label", type: "label" };

/** Settings of one entry: what it opens, and its own label where it should be called otherwise. */
export function ItemInspector({ item, editor, onRemoved }: { item: AppItemDoc; editor: DocumentEditor<"app">; onRemoved: () => void }) {
  const { t } = useTranslation("designer");
  const { model } = useDraftModel();
  const opens: Opens = item.view !== undefined ? "view" : item.page !== undefined ? "page" : "object";
  const path = ["items", item.id];
  const first: Record<Opens, string | undefined> = { object: [...model.objects.keys()][0], view: [...model.views.keys()][0], page: [...model.pages.keys()][0] };
  function change(next: Opens): void {
    editor.run(together((["object", "view", "page"] as const).map((one) => setValue([...path, one], one === next ? first[next] : undefined))));
  }
  return (
    <div className={css.inspector}>
      <SegmentedControl
        aria-label={t("app.opens")}
        wide
        readOnly={editor.status === "readonly"}
        value={opens}
        onChange={change}
        segments={(["object", "view", "page"] as const).map((one) => ({ value: one, label: t(`app.kind.${one}`), disabled: first[one] === undefined }))}
      />
      <Inspector settings={[SETTING[opens], LABEL]} element={item} object={null} readOnly={editor.status === "readonly"} diagnostics={editor.diagnostics} pointer={pointerOf(editor.document, path)} onChange={(setting, value) => void editor.run(setValue([...path, setting], value))} />
      <Button look="danger" onClick={() => { if (editor.run(removeElement(["items"], item.id))) onRemoved(); }}>{t("app.removeItem")}</Button>
    </div>
  );
}
