import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import GripVertical from "lucide-react/icons/grip-vertical";
import Plus from "lucide-react/icons/plus";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { fieldKind } from "#shared/kinds/fields.ts";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { labelText } from "#shared/lib/label.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";
import { Button } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { Tag } from "#shared/ui/Tag.tsx";
import { moveElement } from "../commands/edits.ts";
import { diagnosticAt, useDiagnosticText } from "../draft/diagnostic-text.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useSortAnnouncements } from "../inspector/sort-announcements.ts";
import { KindIcon } from "../shell/KindIcon.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import type { FieldPlace } from "./ObjectEditor.tsx";
import css from "./objects.module.css";

interface FieldsTableProps {
  editor: DocumentEditor<"object">;
  isExtension?: boolean;
  selected: FieldPlace | null;
  onSelect: (place: FieldPlace) => void;
  onRemove: (place: FieldPlace) => void;
  onAdd?: () => void;
}

/** The fields of one document, in order: arrows move along them, the grip drags them (Space lifts, arrows move), Delete asks to remove. */
export function FieldsTable({ editor, isExtension = false, selected, onSelect, onRemove, onAdd }: FieldsTableProps) {
  const { t } = useTranslation(["objects", "studio"]);
  const { slug, language } = useWorkspace();
  const { document } = editor;
  const fields = document.fields ?? [];
  const isFixed = editor.status === "readonly";
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const names = fields.map((field) => field.name);
  const nameOf = (id: string): string => labelText(fields.find((field) => field.name === id)?.label, language, id);
  const accessibility = useSortAnnouncements(names, nameOf);
  function end({ active, over }: DragEndEvent): void {
    if (over && over.id !== active.id) editor.run(moveElement(["fields"], String(active.id), names.indexOf(String(over.id))));
  }
  if (fields.length === 0 && !isExtension) return <EmptyState title={t("fields.empty")} action={onAdd && <Button icon={<Plus />} onClick={onAdd}>{t("palette.bulk")}</Button>} />;
  return (
    <section aria-label={isExtension ? document.name : t("tab.fields")}>
      {isExtension && (
        <div className={css.extensionHead}>
          <h2>{t("fields.extension")}</h2>
          <a href={studioPaths.code(slug, "object", document.name)}><code>{document.name}</code></a>
          {(document.when ?? []).length > 0 && <span className={css.quiet}>{t("fields.when", { packages: (document.when ?? []).join(", ") })}</span>}
        </div>
      )}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={end}
        accessibility={accessibility}
      >
        <table className={css.table} data-fields>
          <thead>
            <tr>
              <th scope="col" className={css.gripColumn}><span className={css.hidden}>{t("fields.order")}</span></th>
              <th scope="col">{t("fields.label")}</th>
              <th scope="col" className={css.nameColumn}>{t("fields.name")}</th>
              <th scope="col" className={css.typeColumn}>{t("fields.type")}</th>
              <th scope="col">{t("fields.marks")}</th>
            </tr>
          </thead>
          <SortableContext items={names} strategy={verticalListSortingStrategy}>
            <tbody>
              {fields.map((field, index) => (
                <FieldRow
                  key={field.name}
                  field={field}
                  isTitle={document.title === field.name}
                  isFixed={isFixed}
                  isSelected={selected?.document === document.name && selected.field === field.name}
                  problem={diagnosticAt(editor.diagnostics, `/fields/${index}`)}
                  onSelect={() => onSelect({ document: document.name, field: field.name })}
                  onRemove={() => onRemove({ document: document.name, field: field.name })}
                />
              ))}
            </tbody>
          </SortableContext>
        </table>
      </DndContext>
    </section>
  );
}

interface FieldRowProps {
  field: FieldDoc;
  isTitle: boolean;
  isFixed: boolean;
  isSelected: boolean;
  problem: Diagnostic | undefined;
  onSelect: () => void;
  onRemove: () => void;
}

function FieldRow({ field, isTitle, isFixed, isSelected, problem, onSelect, onRemove }: FieldRowProps) {
  const { t } = useTranslation(["objects", "studio", "kinds"]);
  const { language } = useWorkspace();
  const text = useDiagnosticText();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: field.name, disabled: isFixed });
  const kind = fieldKind(field.type ?? "");
  const label = labelText(field.label, language, field.name);
  function press(event: KeyboardEvent<HTMLButtonElement>): void {
    const row = event.currentTarget.closest("tr");
    const next = event.key === "ArrowDown" ? row?.nextElementSibling : event.key === "ArrowUp" ? row?.previousElementSibling : null;
    if (next) {
      event.preventDefault();
      next.querySelector<HTMLButtonElement>("[data-field]")?.focus();
    } else if ((event.key === "Delete" || event.key === "Backspace") && !isFixed) {
      event.preventDefault();
      onRemove();
    }
  }
  return (
    <tr ref={setNodeRef} data-selected={isSelected || undefined} data-dragging={isDragging || undefined} style={{ transform: CSS.Translate.toString(transform), transition }} onClick={onSelect}>
      <td className={css.gripColumn}>{!isFixed && <button type="button" ref={setActivatorNodeRef} className={css.grip} {...attributes} {...listeners} aria-label={t("studio:sort.move", { name: label })}><GripVertical aria-hidden="true" /></button>}</td>
      <th scope="row">
        <button type="button" data-field className={css.fieldButton} aria-pressed={isSelected} onKeyDown={press} onFocus={(event) => { if (event.currentTarget.matches(":focus-visible")) onSelect(); }}>
          <KindIcon name={kind?.icon} />
          {label}
        </button>
      </th>
      <td className={css.nameColumn}><code>{field.name}</code></td>
      <td className={css.typeColumn}>{kind ? t(`kinds:field.${kind.type}`) : (field.type ?? t("fields.refines"))}<Target field={field} /></td>
      <td>
        <span className={css.marks}>
          {isTitle && <Tag tone="accent">{t("mark.title")}</Tag>}
          {field.required === true && <Tag>{t("mark.required")}</Tag>}
          {field.unique === true && <Tag>{t("mark.unique")}</Tag>}
          {field.track === true && <Tag>{t("mark.track")}</Tag>}
          {problem && <Tag tone={problem.severity === "error" ? "danger" : "warning"}>{text(problem)}</Tag>}
        </span>
      </td>
    </tr>
  );
}

/** Where a relation leads. */
function Target({ field }: { field: FieldDoc }) {
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const names = field.to ?? (field.of === undefined ? [] : [field.of]);
  if (names.length === 0) return null;
  return <span className={css.quiet}> → {names.map((name) => labelText(model.object(name)?.label, language, name)).join(", ")}</span>;
}
