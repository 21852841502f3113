import { blockKind } from "#shared/kinds/blocks.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { ElementPath } from "../commands/element-path.ts";

/** A place among blocks: the list, and before which of its blocks (its length: at the end). */
export interface Place {
  /** The block whose `children` it is; null: the document's `body`. */
  holder: string | null;
  index: number;
}

/** A block with the place it has. */
export interface PlacedBlock {
  block: BlockDoc;
  place: Place;
}

/** Every block with its place, the outer before the inner. */
export function* placedBlocks(body: readonly BlockDoc[], holder: string | null = null): Generator<PlacedBlock> {
  for (const [index, block] of body.entries()) {
    yield { block, place: { holder, index } };
    yield* placedBlocks(block.children ?? [], block.id);
  }
}

export function findBlock(body: readonly BlockDoc[], id: string | null): PlacedBlock | undefined {
  if (id === null) return undefined;
  for (const placed of placedBlocks(body)) if (placed.block.id === id) return placed;
  return undefined;
}

/** The path (by identity) of the list that a holder has. */
export function listPath(body: readonly BlockDoc[], holder: string | null): ElementPath {
  return holder === null ? ["body"] : [...blockPath(body, holder), "children"];
}

/** The path of a block; of one that is not there, where it would be at the top. */
export function blockPath(body: readonly BlockDoc[], id: string): ElementPath {
  const found = findBlock(body, id);
  return found === undefined || found.place.holder === null ? ["body", id] : [...blockPath(body, found.place.holder), "children", id];
}

/** The block that holds others around a place, or null at the top. */
function holderOf(body: readonly BlockDoc[], place: Place): BlockDoc | null {
  return findBlock(body, place.holder)?.block ?? null;
}

export type Surface = "form" | "record" | "home" | "dashboard";

/** Whether a kind of block may stand at a place of such a document; the same rules as the checker's (`shared/model/check-screens.ts`). */
export function mayStand(body: readonly BlockDoc[], word: string, place: Place, surface: Surface, moving: string | null = null): boolean {
  const kind = blockKind(word);
  if (!kind?.on.includes(surface)) return false;
  if (moving !== null && place.holder !== null && isWithin(body, place.holder, moving)) return false;
  const holder = holderOf(body, place);
  if (kind.inside !== undefined) return holder?.block === kind.inside;
  if (holder === null) return true;
  const holds = blockKind(holder.block ?? "")?.holds;
  return holds === "any" || (holds?.includes(word) ?? false);
}

/** Whether a block is another one or stands somewhere inside it. */
export function isWithin(body: readonly BlockDoc[], id: string, outer: string): boolean {
  if (id === outer) return true;
  const holder = findBlock(body, id)?.place.holder ?? null;
  return holder !== null && isWithin(body, holder, outer);
}

/** Where a new block goes when nobody points: after the chosen block, into it where it holds others, else as the last that fits. */
export function placeFor(body: readonly BlockDoc[], word: string, chosen: string | null, surface: Surface): Place | null {
  const selected = findBlock(body, chosen);
  const candidates: Place[] = [];
  if (selected) {
    candidates.push({ holder: selected.block.id, index: selected.block.children?.length ?? 0 });
    for (let at: PlacedBlock | undefined = selected; at; at = findBlock(body, at.place.holder)) candidates.push({ holder: at.place.holder, index: at.place.index + 1 });
  }
  const isLoose = !blockKind(word)?.holds;
  const sections = [...placedBlocks(body)].filter(({ block }) => block.block === "section" || block.block === "tab");
  const last = sections.at(-1);
  if (isLoose && last) candidates.push({ holder: last.block.id, index: last.block.children?.length ?? 0 });
  candidates.push({ holder: null, index: body.length });
  return candidates.find((place) => mayStand(body, word, place, surface)) ?? null;
}

/** The neighbouring place up or down, over the borders of sections: the way by keyboard for every move. */
export function stepFrom(body: readonly BlockDoc[], id: string, down: boolean, surface: Surface): Place | null {
  const found = findBlock(body, id);
  if (!found) return null;
  const { block, place } = found;
  const siblings = place.holder === null ? body : (holderOf(body, place)?.children ?? []);
  const next = siblings[place.index + (down ? 1 : -1)];
  if (next) {
    // Into a neighbour that holds such blocks, else past it. Places count with the moved block still there.
    const inside = { holder: next.id, index: down ? 0 : (next.children?.length ?? 0) };
    if (mayStand(body, block.block ?? "", inside, surface, id)) return inside;
    return { holder: place.holder, index: place.index + (down ? 2 : -1) };
  }
  const outer = findBlock(body, place.holder);
  if (!outer) return null;
  const outside = { holder: outer.place.holder, index: outer.place.index + (down ? 1 : 0) };
  return mayStand(body, block.block ?? "", outside, surface, id) ? outside : null;
}

/** An id for a new block, four letters and digits that no block here has. */
export function freeId(body: readonly BlockDoc[]): string {
  const taken = new Set([...placedBlocks(body)].map(({ block }) => block.id));
  for (;;) {
    const id = Math.random().toString(36).slice(2, 6).padEnd(4, "0");
    if (!taken.has(id) && /^[a-z]/.test(id)) return id;
  }
}
