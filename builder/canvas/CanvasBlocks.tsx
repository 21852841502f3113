import { useDraggable, useDroppable } from "@dnd-kit/core";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import GripVertical from "lucide-react/icons/grip-vertical";
import type { BlockDoc } from "#shared/metadata/block.ts";
import { spanOf } from "#runtime/form/blocks.ts";
import { BlockFace } from "./BlockFace.tsx";
import type { Place } from "./block-tree.ts";
import css from "./canvas.module.css";
import { useDesigner } from "./designer-context.ts";
import { fits, gapId } from "./drops.ts";

/** The blocks of a list with the gaps between them, into which others fall. `columns`: how many they stand in. */
export function CanvasBlocks({ blocks, holder, columns = 1 }: { blocks: readonly BlockDoc[]; holder: string | null; columns?: number }) {
  return (
    <div className={css.blocks} data-columns={columns}>
      {blocks.map((block, index) => (
        <div key={block.id} className={css.placed} style={{ gridColumn: `span ${block.block === "field" ? spanOf(block, columns) : columns}` }}>
          <Gap place={{ holder, index }} side={columns === 1 ? "top" : "left"} />
          <CanvasBlock block={block} />
        </div>
      ))}
      <EndGap place={{ holder, index: blocks.length }} isEmpty={blocks.length === 0} columns={columns} />
    </div>
  );
}

function useGap(place: Place): { setNodeRef: (element: HTMLElement | null) => void; isOver: boolean; isOpen: boolean } {
  const { body, dragged, surface } = useDesigner();
  const isOpen = dragged !== null && fits(body, dragged, place, surface);
  const { setNodeRef, isOver } = useDroppable({ id: gapId(place), data: { place }, disabled: !isOpen });
  return { setNodeRef, isOver, isOpen };
}

function Gap({ place, side }: { place: Place; side: "top" | "left" }) {
  const { setNodeRef, isOver, isOpen } = useGap(place);
  return <div ref={setNodeRef} className={css.gap} data-side={side} data-open={isOpen || undefined} data-over={isOver || undefined} />;
}

function EndGap({ place, isEmpty, columns }: { place: Place; isEmpty: boolean; columns: number }) {
  const { t } = useTranslation("designer");
  const { setNodeRef, isOver, isOpen } = useGap(place);
  return (
    <div ref={setNodeRef} className={css.end} style={{ gridColumn: `span ${columns}` }} data-empty={isEmpty || undefined} data-open={isOpen || undefined} data-over={isOver || undefined}>
      {isEmpty && <span>{t("canvas.dropHere")}</span>}
    </div>
  );
}

/** A block as the form or page will show it, with a handle that selects, drags and moves it by keys. */
function CanvasBlock({ block }: { block: BlockDoc }) {
  const { t } = useTranslation("designer");
  const { selected, select, nameOf, move, remove, readOnly, diagnostics, body } = useDesigner();
  const name = nameOf(block);
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({ id: `block:${block.id}`, data: { dragged: { from: "canvas", id: block.id, word: block.block ?? "", name } }, disabled: readOnly });
  const isSelected = selected === block.id;
  const isWrong = diagnostics.some((found) => found.path.startsWith("/body") && pointsAt(body, found.path, block.id));

  function press(event: KeyboardEvent): void {
    if (readOnly) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(block.id, event.key === "ArrowDown");
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      remove(block.id);
    } else listeners?.onKeyDown?.(event);
  }

  return (
    <div
      ref={setNodeRef}
      className={css.block}
      data-block={block.id}
      data-kind={block.block}
      data-selected={isSelected || undefined}
      data-dragging={isDragging || undefined}
      data-wrong={isWrong || undefined}
      onPointerDown={(event) => { event.stopPropagation(); listeners?.onPointerDown?.(event); }}
      onClick={(event) => { event.stopPropagation(); select(block.id); }}
    >
      <button
        type="button"
        className={css.handle}
        {...attributes}
        aria-label={t("canvas.block", { name })}
        aria-pressed={isSelected}
        onKeyDown={press}
        onClick={(event) => { event.stopPropagation(); select(block.id); }}
      >
        <GripVertical aria-hidden="true" />
        <span>{name}</span>
      </button>
      <BlockFace block={block}>
        {(children, columns) => <CanvasBlocks blocks={children} holder={block.id} columns={columns} />}
      </BlockFace>
    </div>
  );
}

/** Whether a pointer (`/body/0/children/2/field`) ends at this very block. */
function pointsAt(body: readonly BlockDoc[], pointer: string, id: string): boolean {
  let blocks: readonly BlockDoc[] | undefined = body;
  let here: BlockDoc | undefined;
  for (const part of pointer.split("/").slice(2)) {
    if (/^\d+$/.test(part) && blocks) {
      here = blocks[Number(part)];
      blocks = undefined;
    } else if (part === "children") blocks = here?.children;
    else break;
  }
  return here?.id === id;
}

