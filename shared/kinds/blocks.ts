import type { BlockKind } from "./define.ts";
import { kind as details } from "./blocks/details/kind.ts";
import { kind as field } from "./blocks/field/kind.ts";
import { kind as highlights } from "./blocks/highlights/kind.ts";
import { kind as lines } from "./blocks/lines/kind.ts";
import { kind as related } from "./blocks/related/kind.ts";
import { kind as section } from "./blocks/section/kind.ts";
import { kind as tab } from "./blocks/tab/kind.ts";
import { kind as tabs } from "./blocks/tabs/kind.ts";
import { kind as text } from "./blocks/text/kind.ts";
import { kind as timeline } from "./blocks/timeline/kind.ts";

/** Every block, in the order in which the builder offers them. A folder in `blocks/` is a line here. */
export const BLOCK_KINDS = [section, field, tabs, tab, lines, text, highlights, details, related, timeline] as const satisfies readonly BlockKind[];

const byBlock: ReadonlyMap<string, BlockKind> = new Map(BLOCK_KINDS.map((kind) => [kind.block, kind]));

/** The kind of a block, or undefined for a word that is none. */
export function blockKind(block: string): BlockKind | undefined {
  return byBlock.get(block);
}
