import type { DndContextProps } from "@dnd-kit/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

/** What is said while a row of a list is moved, with keys above all: lifted, where it is, dropped, back. `ids` in the list's order. */
export function useSortAnnouncements(ids: readonly string[], nameOf: (id: string) => string): NonNullable<DndContextProps["accessibility"]> {
  const { t } = useTranslation("studio");
  // The row that is lifted is over itself at once: saying so would cut off that it is lifted.
  const isFresh = useRef(false);
  const said = (id: unknown, place: unknown): { name: string; place: number; count: number } => ({ name: nameOf(String(id)), place: ids.indexOf(String(place)) + 1, count: ids.length });
  return {
    screenReaderInstructions: { draggable: t("sort.how") },
    announcements: {
      onDragStart({ active }) {
        isFresh.current = true;
        return t("sort.lifted", said(active.id, active.id));
      },
      onDragOver({ active, over }) {
        const isLift = isFresh.current && over?.id === active.id;
        isFresh.current = false;
        return over && !isLift ? t("sort.over", said(active.id, over.id)) : undefined;
      },
      onDragEnd: ({ active, over }) => t("sort.dropped", said(active.id, over?.id ?? active.id)),
      onDragCancel: ({ active }) => t("sort.cancelled", { name: nameOf(String(active.id)) }),
    },
  };
}
