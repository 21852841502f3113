import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type Announcements, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { LineRow } from "../values.ts";

/** Lines that can be dragged by their handles; with the keyboard Space lifts, arrows move, Space drops, Escape cancels. */
export function SortableLines({ lines, onMove, disabled, children }: { lines: readonly LineRow[]; onMove: (key: string, to: number) => void; disabled: boolean; children: ReactNode }) {
  const { t } = useTranslation("form");
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const place = (key: string | number | undefined): number => lines.findIndex((line) => line.$key === key) + 1;
  const announcements: Announcements = {
    onDragStart: ({ active }) => t("lines.lifted", { place: place(active.id) }),
    onDragOver: ({ over }) => (over ? t("lines.over", { place: place(over.id) }) : undefined),
    onDragEnd: ({ over }) => (over ? t("lines.dropped", { place: place(over.id) }) : t("lines.dragCancelled")),
    onDragCancel: () => t("lines.dragCancelled"),
  };
  function end({ active, over }: DragEndEvent): void {
    if (over && over.id !== active.id) onMove(String(active.id), place(over.id) - 1);
  }
  // What is said stands outside of the grid, in which only rows may be.
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={end} accessibility={{ container: document.body, announcements, screenReaderInstructions: { draggable: t("lines.dragHelp") } }}>
      <SortableContext items={lines.map((line) => line.$key)} strategy={verticalListSortingStrategy} disabled={disabled}>
        {children}
      </SortableContext>
    </DndContext>
  );
}
