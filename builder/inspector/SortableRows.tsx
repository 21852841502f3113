import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import GripVertical from "lucide-react/icons/grip-vertical";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSortAnnouncements } from "./sort-announcements.ts";
import css from "./inspector.module.css";

interface SortableRowsProps<Item> {
  items: readonly Item[];
  idOf: (item: Item) => string;
  /** Speaks of an item while it is moved. */
  nameOf: (item: Item) => string;
  /** `to` counts without the moved one. */
  onMove: (id: string, to: number) => void;
  readOnly?: boolean;
  label: string;
  children: (item: Item) => ReactNode;
}

/** A list whose rows are put in order by dragging, or with keys: Space lifts, arrows move, Space drops, Escape takes it back. */
export function SortableRows<Item>({ items, idOf, nameOf, onMove, readOnly = false, label, children }: SortableRowsProps<Item>) {
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const ids = items.map(idOf);
  const accessibility = useSortAnnouncements(ids, (id) => {
    const item = items.find((one) => idOf(one) === id);
    return item === undefined ? "" : nameOf(item);
  });
  function end({ active, over }: DragEndEvent): void {
    if (over && over.id !== active.id) onMove(String(active.id), ids.indexOf(String(over.id)));
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={end}
      accessibility={accessibility}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ul className={css.rows} aria-label={label}>
          {items.map((item) => <Row key={idOf(item)} id={idOf(item)} name={nameOf(item)} readOnly={readOnly}>{children(item)}</Row>)}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

function Row({ id, name, readOnly, children }: { id: string; name: string; readOnly: boolean; children: ReactNode }) {
  const { t } = useTranslation("studio");
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id, disabled: readOnly });
  return (
    <li ref={setNodeRef} className={css.row} data-dragging={isDragging || undefined} style={{ transform: CSS.Translate.toString(transform), transition }}>
      {!readOnly && <button type="button" ref={setActivatorNodeRef} className={css.grip} {...attributes} {...listeners} aria-label={t("sort.move", { name })}><GripVertical aria-hidden="true" /></button>}
      {children}
    </li>
  );
}
