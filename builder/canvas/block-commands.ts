import type { BlockDoc } from "#shared/metadata/block.ts";
import type { Command } from "../commands/command.ts";
import { addElement, moveBetween, moveElement, removeElement } from "../commands/edits.ts";
import { findBlock, listPath, type Place } from "./block-tree.ts";

/** Puts a new block at a place. */
export function addBlock(body: readonly BlockDoc[], block: BlockDoc, place: Place): Command {
  return addElement(listPath(body, place.holder), block, place.index);
}

/** Moves a block to a place; places count with the block still where it is. */
export function moveBlock(body: readonly BlockDoc[], id: string, to: Place): Command | null {
  const found = findBlock(body, id);
  if (!found) return null;
  const from = found.place;
  if (from.holder !== to.holder) return moveBetween(listPath(body, from.holder), id, listPath(body, to.holder), to.index);
  return moveElement(listPath(body, from.holder), id, to.index > from.index ? to.index - 1 : to.index);
}

/** Takes a block out, with all it holds. */
export function removeBlock(body: readonly BlockDoc[], id: string): Command | null {
  const found = findBlock(body, id);
  return found ? removeElement(listPath(body, found.place.holder), id) : null;
}
