import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { addElement, moveElement, removeElement } from "../../commands/edits.ts";
import { useDraftModel } from "../../draft/draft-model.ts";
import type { DocumentEditor } from "../../draft/hooks.ts";
import { freeName } from "../../inspector/free-name.ts";
import { SortableRows } from "../../inspector/SortableRows.tsx";
import { StageSetSettings } from "./StageSetSettings.tsx";
import { choiceFields, stepsOf } from "./steps.ts";
import css from "../objects.module.css";

/** The stage sets of an object: which there are, and the one that is looked at. `at`: the set to show first. */
export function StageSets({ editor, at }: { editor: DocumentEditor<"object">; at: string | undefined }) {
  const { t } = useTranslation("objects");
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const { document, run } = editor;
  const sets = document.stages ?? [];
  const object = model.object(document.name);
  const readOnly = editor.status === "readonly";
  const fields = object ? choiceFields(object) : [];
  const [open, setOpen] = useState<string | null>(at ?? sets[0]?.name ?? null);
  const [chosen, setChosen] = useState<string | null>(null);
  const field = fields.find(({ name }) => name === chosen) ?? fields[0];
  function add(): void {
    if (!field) return;
    const name = freeName(field.name, new Set(sets.map((set) => set.name)), "stages");
    if (run(addElement(["stages"], { name, field: field.name, steps: stepsOf(field) }))) setOpen(name);
  }
  const current = sets.find((set) => set.name === open) ?? sets[0];
  return (
    <div className={css.page}>
      <p className={css.quiet}>{t("stages.help")}</p>
      {sets.length === 0 && fields.length === 0 && <EmptyState picture={false} title={t("stages.empty")} />}
      <div className={css.types}>
        <div>
          <SortableRows items={sets} idOf={(set) => set.name} nameOf={(set) => set.name} label={t("tab.stages")} readOnly={readOnly} onMove={(name, to) => run(moveElement(["stages"], name, to))}>
            {(set) => (
              <>
                <button type="button" className={css.typeButton} aria-pressed={set === current} onClick={() => setOpen(set.name)}>{labelText(object?.field(set.field ?? "")?.label, language, set.field ?? "")} <code>{set.name}</code></button>
                {!readOnly && <IconButton size="xs" label={t("stages.remove", { name: set.name })} icon={<Trash2 />} onClick={() => run(removeElement(["stages"], set.name))} />}
              </>
            )}
          </SortableRows>
          {!readOnly && field && (
            <form className={css.addRow} onSubmit={(event) => { event.preventDefault(); add(); }}>
              <Select size="sm" aria-label={t("stages.new")} clearable={false} value={field.name} options={fields.map((one) => ({ value: one.name, label: labelText(one.label, language, one.name), subtitle: one.name }))} onChange={setChosen} />
              <Button type="submit" icon={<Plus />}>{t("stages.add")}</Button>
            </form>
          )}
        </div>
        {current && object && <StageSetSettings key={current.name} set={current} place={sets.indexOf(current)} object={object} editor={editor} />}
      </div>
    </div>
  );
}
