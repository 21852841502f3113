import { useDraggable, useDroppable } from "@dnd-kit/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useList, type RecordData } from "#runtime/data/records.ts";
import { allOf } from "#runtime/data/where.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { sameJson } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { countText } from "../bar/count.ts";
import { GroupTitle } from "../grid/GroupTitle.tsx";
import { whereOfGroup } from "../rows/group-where.ts";
import { amountsText } from "../rows/sums.ts";
import type { Column } from "../state/columns.ts";
import { Card } from "./Card.tsx";
import css from "./kanban.module.css";
import type { BoardGroup, Moved } from "./use-board.ts";

export interface BoardColumnProps {
  object: ObjectModel;
  group: BoardGroup;
  name: string;
  where: Where | undefined;
  sort: string;
  field: FieldModel;
  fields: string[];
  columns: readonly Column[];
  moved: Moved;
  canMove: boolean;
  onOpen: (record: RecordData) => void;
  hrefOf: (record: RecordData) => string;
}

const PAGE = 25;

/** One value: how many, the sum, and its cards, more as one scrolls. */
export function BoardColumn({ object, group, name, where, sort, field, fields, columns, moved, canMove, onOpen, hrefOf }: BoardColumnProps) {
  const { t } = useTranslation("list");
  const { language } = useWorkspace();
  const { format } = useFieldPorts();
  const { setNodeRef, isOver } = useDroppable({ id: group.key });
  const condition = allOf([where, whereOfGroup(field.name, field, group.value)]);
  const list = useList(object.name, { limit: PAGE, fields, ...(condition && { where: condition }), ...(sort !== "" && { sort }) });
  const held = list.data?.pages.flatMap((page) => page.records) ?? [];
  const come = [...moved.values()].filter(({ value, record }) => sameJson(value, group.value) && !held.some(({ id }) => id === record.id)).map(({ record }) => record);
  const cards = [...come, ...held.filter(({ id }) => !moved.has(id) || sameJson(moved.get(id)?.value, group.value))];
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    const mark = end.current;
    if (!mark || !hasNextPage || isFetchingNextPage) return;
    const watcher = new IntersectionObserver(([seen]) => {
      if (seen?.isIntersecting === true) void fetchNextPage();
    }, { rootMargin: "400px" });
    watcher.observe(mark);
    return () => watcher.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const { sum } = group;
  return (
    <section className={css.column} ref={setNodeRef} data-over={isOver || undefined} data-empty={(group.count === 0 && cards.length === 0) || undefined} aria-label={t("board.column", { column: name, count: group.count })}>
      <header className={css.head}>
        <GroupTitle path={field.name} group={group} />
        <span className={css.count}>{countText({ n: group.count, atLeast: false }, language)}</span>
        {sum && <span className={css.sum}>{amountsText(sum.amounts, sum.field, format)}</span>}
      </header>
      <div className={css.cards} role="list">
        {list.isPending && group.count > 0 && <SkeletonLines lines={3} />}
        {cards.map((record) => <DraggableCard key={record.id} record={record} group={group.key} columns={columns} groupBy={field.name} canMove={canMove} onOpen={onOpen} href={hrefOf(record)} />)}
        {list.isError && <Button onClick={() => void list.refetch()}>{t("tryAgain")}</Button>}
        <div ref={end} />
      </div>
    </section>
  );
}

interface DraggableCardProps {
  record: RecordData;
  group: string;
  columns: readonly Column[];
  groupBy: string;
  canMove: boolean;
  onOpen: (record: RecordData) => void;
  href: string;
}

function DraggableCard({ record, group, columns, groupBy, canMove, onOpen, href }: DraggableCardProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({ id: record.id, data: { record, group }, disabled: !canMove });
  // The pointer takes the card anywhere; keys act on its one control, the link: Enter opens, Space lifts.
  const { onKeyDown, ...pointer } = listeners ?? {};
  return (
    <div role="listitem">
      <div ref={setNodeRef} className={css.place} data-dragging={isDragging || undefined} {...pointer} onDoubleClick={() => onOpen(record)}>
        <Card
          record={record} columns={columns} groupBy={groupBy}
          link={{ ref: setActivatorNodeRef, href, ...(canMove && { "aria-describedby": attributes["aria-describedby"], onKeyDown: (event) => onKeyDown?.(event) }) }}
        />
      </div>
    </div>
  );
}
