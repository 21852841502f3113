import { closestCenter, pointerWithin, type CollisionDetection, type KeyboardCoordinateGetter } from "@dnd-kit/core";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { FieldChoice } from "../objects/new-fields.ts";
import { mayStand, type Place, type Surface } from "./block-tree.ts";

/** What is dragged: a block of the canvas, or something of the palette that becomes one. */
export type Dragged =
  | { from: "canvas"; id: string; word: string; name: string }
  | { from: "palette"; word: string; name: string; field?: string; fieldType?: FieldChoice };

/** A gap between blocks, as the droppable that stands there. */
export interface Gap {
  place: Place;
}

export const gapId = ({ holder, index }: Place): string => `gap:${holder ?? ""}:${index}`;

/** Whether what is dragged may fall into a gap. */
export function fits(body: readonly BlockDoc[], dragged: Dragged, place: Place, surface: Surface): boolean {
  return mayStand(body, dragged.word, place, surface, dragged.from === "canvas" ? dragged.id : null);
}

/** The gap nearest to the pointer; inside a gap that one. Gaps lie between blocks, so the nearest is what a person means. */
export const nearestGap: CollisionDetection = (args) => {
  const inside = pointerWithin(args);
  if (inside.length > 0) return inside;
  return closestCenter(args.pointerCoordinates === null ? args : { ...args, collisionRect: { ...args.collisionRect, left: args.pointerCoordinates.x, top: args.pointerCoordinates.y, width: 1, height: 1, right: args.pointerCoordinates.x + 1, bottom: args.pointerCoordinates.y + 1 } });
};

/** By keyboard: the arrows go from gap to gap, in the order in which they are read. */
export const gapByKey: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const step = event.code === "ArrowDown" || event.code === "ArrowRight" ? 1 : event.code === "ArrowUp" || event.code === "ArrowLeft" ? -1 : 0;
  if (step === 0) return undefined;
  event.preventDefault();
  const gaps = [...context.droppableContainers.getEnabled()]
    .flatMap((container) => {
      const rect = context.droppableRects.get(container.id);
      return rect ? [{ id: container.id, rect }] : [];
    })
    .sort((a, b) => a.rect.top - b.rect.top || a.rect.left - b.rect.left);
  const here = context.over ? gaps.findIndex(({ id }) => id === context.over?.id) : -1;
  const next = gaps[here < 0 ? (step > 0 ? 0 : gaps.length - 1) : Math.min(Math.max(here + step, 0), gaps.length - 1)];
  const held = context.collisionRect;
  if (!next || !held) return undefined;
  // The held thing's centre on the gap's centre.
  return { x: currentCoordinates.x + next.rect.left + next.rect.width / 2 - (held.left + held.width / 2), y: currentCoordinates.y + next.rect.top + next.rect.height / 2 - (held.top + held.height / 2) };
};
