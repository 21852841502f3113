import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import GripVertical from "lucide-react/icons/grip-vertical";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { matches } from "#shared/ui/match.ts";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { resolvePath } from "../state/columns.ts";
import css from "./bar.module.css";

export interface FieldsPanelProps {
  object: ObjectModel;
  columns: readonly string[];
  onChange: (columns: string[]) => void;
}

/** Which fields are columns, and in which order: ticked above, dragged (Space lifts, arrows move) among themselves. */
export function FieldsPanel({ object, columns, onChange }: FieldsPanelProps) {
  const { t } = useTranslation("list");
  const { model, language, fieldRight } = useWorkspace();
  const [text, setText] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const shown = columns.flatMap((path) => {
    const found = resolvePath(model, object, path, language);
    return found ? [{ path, label: found.label }] : [];
  });
  const others = [...object.fields, ...object.systemFields]
    .filter((field) => field.value.class !== "children" && field.name !== "revision" && !columns.includes(field.name) && fieldRight(object.name, field.name) !== "hidden")
    .map((field) => ({ path: field.name, label: labelText(field.label, language, field.name) }));
  const isWanted = ({ label }: { label: string }): boolean => text === "" || matches(text, label);

  function drop({ active, over }: DragEndEvent): void {
    if (!over || active.id === over.id) return;
    onChange(arrayMove([...columns], columns.indexOf(String(active.id)), columns.indexOf(String(over.id))));
  }
  return (
    <div className={css.fields}>
      <div className={css.find}><TextInput size="sm" aria-label={t("findField")} placeholder={t("findField")} value={text} onChange={setText} /></div>
      <div className={css.fieldList}>
        <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
          <SortableContext items={shown.map(({ path }) => path)} strategy={verticalListSortingStrategy}>
            <ul>
              {shown.filter(isWanted).map(({ path, label }) => (
                <ShownField key={path} path={path} label={label} fixed={path === object.titleField} onHide={() => onChange(columns.filter((other) => other !== path))} />
              ))}
            </ul>
          </SortableContext>
        </DndContext>
        <ul className={css.others}>
          {others.filter(isWanted).map(({ path, label }) => <li key={path} className={css.field}><Checkbox checked={false} label={label} onChange={() => onChange([...columns, path])} /></li>)}
        </ul>
      </div>
    </div>
  );
}

function ShownField({ path, label, fixed, onHide }: { path: string; label: string; fixed: boolean; onHide: () => void }) {
  const { t } = useTranslation("list");
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id: path });
  return (
    <li ref={setNodeRef} className={css.field} data-dragging={isDragging || undefined} style={{ transform: CSS.Translate.toString(transform), transition }}>
      <Checkbox checked disabled={fixed} label={label} onChange={onHide} />
      <button type="button" className={css.grip} {...attributes} {...listeners} aria-label={t("moveField", { field: label })}><GripVertical aria-hidden="true" /></button>
    </li>
  );
}
