import { DndContext, DragOverlay, KeyboardSensor, PointerSensor, useSensor, useSensors, type Announcements, type DragEndEvent, type DragStartEvent, type KeyboardCoordinateGetter } from "@dnd-kit/core";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { noteChange } from "#runtime/data/changes.ts";
import { useUpdate, type RecordData } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import type { Json } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { toast } from "#shared/ui/Toast.tsx";
import { fieldsFor, type Column } from "../state/columns.ts";
import type { ListState } from "../state/list-search.ts";
import { BoardColumn } from "./BoardColumn.tsx";
import { Card } from "./Card.tsx";
import css from "./kanban.module.css";
import { useBoard, type BoardGroup } from "./use-board.ts";

export interface KanbanProps {
  object: ObjectModel;
  state: ListState;
  where: Where | undefined;
  /** What a card shows, the name first. */
  columns: readonly Column[];
  onOpen: (record: RecordData) => void;
  hrefOf: (record: RecordData) => string;
}

interface Held {
  record: RecordData;
  from: string;
}

/** Records as cards in a column per value; a card is dragged (or lifted with Space and moved with arrows) to change the value. */
export function Kanban({ object, state, where, columns, onOpen, hrefOf }: KanbanProps) {
  const { t } = useTranslation("list");
  const { slug, language, can, fieldRight } = useWorkspace();
  const { title } = useFieldPorts();
  const client = useQueryClient();
  const field = object.field(state.groupBy);
  const board = useBoard(object, where, state.groupBy, columns);
  const update = useUpdate(object.name);
  const [held, setHeld] = useState<Held | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: stepToColumn, keyboardCodes: KEYS }),
  );
  const canMove = field !== undefined && can(object.name, "update") && fieldRight(object.name, field.name) === "write";
  const nameOf = (group: BoardGroup | undefined): string => {
    const option = field?.options.find(({ value }) => value === group?.value);
    if (option) return labelText(option.label, language, option.value);
    if (group === undefined || group.value === null) return t("noValue");
    return group.title ?? (field?.value.class === "reference" && typeof group.value === "string" ? title(field.value.to, group.value) : null) ?? String(group.value);
  };
  // The first column is told in one breath with the lifting, which it would cut off.
  const isJustLifted = useRef(false);
  const announcements = useMemo<Announcements>(() => {
    const nameAt = (key: unknown): string => nameOf(board.groups.find((group) => group.key === key));
    return {
      onDragStart() {
        isJustLifted.current = true;
        return undefined;
      },
      onDragOver({ over }) {
        const words = isJustLifted.current ? "board.lifted" : "board.over";
        isJustLifted.current = false;
        return over ? t(words, { column: nameAt(over.id) }) : undefined;
      },
      onDragEnd: ({ over }) => (over ? t("board.dropped", { column: nameAt(over.id) }) : t("board.cancelled")),
      onDragCancel: () => t("board.cancelled"),
    };
    // Names follow the groups.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [board.groups, t]);

  if (!field) return <div className={css.none}><EmptyState picture={false} title={t("board.noField")} /></div>;

  function lift({ active }: DragStartEvent): void {
    const data: { record?: RecordData; group?: string } | undefined = active.data.current;
    if (data?.record && data.group !== undefined) setHeld({ record: data.record, from: data.group });
  }
  async function drop({ over }: DragEndEvent): Promise<void> {
    const moved = held;
    setHeld(null);
    const target = board.groups.find(({ key }) => key === over?.id);
    if (!moved || !target || target.key === moved.from) return;
    await move(moved.record, target.value, moved.record[state.groupBy] ?? null);
  }
  async function move(record: RecordData, value: Json, before: Json): Promise<void> {
    board.place(record, value);
    try {
      const saved = await update.mutateAsync({ id: record.id, data: { [state.groupBy]: value }, revision: record.revision });
      board.settle(record.id);
      const group = board.groups.find((one) => one.value === value);
      toast({ id: `moved-${record.id}`, text: t("board.moved", { column: nameOf(group) }), undo: () => void move(saved, before, value) });
    } catch (failure) {
      board.settle(record.id);
      noteChange(client, slug, object.name, new Set([record.id]));
      const isStale = failure instanceof ApiError && failure.status === 412;
      toast({ error: true, text: isStale ? t("board.stale") : failure instanceof ApiError ? (failure.problem.errors[0]?.message ?? failure.message) : t("saveFailed") });
    }
  }
  const fields = fieldsFor(columns, ["revision", state.groupBy]);
  return (
    <DndContext sensors={sensors} accessibility={{ announcements, screenReaderInstructions: { draggable: t("board.help") } }} onDragStart={lift} onDragEnd={(event) => void drop(event)} onDragCancel={() => setHeld(null)}>
      <div className={css.board}>
        {board.groups.map((group) => (
          <BoardColumn key={group.key} object={object} group={group} name={nameOf(group)} where={where} sort={state.sort} field={field} fields={fields} columns={columns} moved={board.moved} canMove={canMove} onOpen={onOpen} hrefOf={hrefOf} />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>{held && <Card record={held.record} columns={columns} groupBy={state.groupBy} link={{ href: hrefOf(held.record), tabIndex: -1 }} isHeld />}</DragOverlay>
    </DndContext>
  );
}

/** Enter on a card opens it: only Space lifts. */
const KEYS = { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] };

/** Arrow keys carry a card a column to the side. */
const stepToColumn: KeyboardCoordinateGetter = (event, { context: { droppableRects, active, over }, currentCoordinates }) => {
  const by = event.code === "ArrowRight" ? 1 : event.code === "ArrowLeft" ? -1 : 0;
  if (by === 0 || !active) return undefined;
  event.preventDefault();
  const columns = [...droppableRects].toSorted(([, a], [, b]) => a.left - b.left);
  const at = columns.findIndex(([id]) => id === over?.id);
  const next = columns[Math.min(Math.max(at + by, 0), columns.length - 1)];
  return next ? { x: next[1].left + 8, y: next[1].top + 48 } : currentCoordinates;
};
