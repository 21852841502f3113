import { createContext, use } from "react";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { Place, Surface } from "./block-tree.ts";
import type { Dragged } from "./drops.ts";

/** What the canvas, the palette and the inspector of a designer share. */
export interface DesignerContextValue {
  readonly surface: Surface;
  readonly object: ObjectModel | null;
  readonly body: readonly BlockDoc[];
  readonly diagnostics: readonly Diagnostic[];
  readonly readOnly: boolean;
  readonly selected: string | null;
  select(id: string | null): void;
  /** What is being dragged, to show where it may fall. */
  readonly dragged: Dragged | null;
  /** Puts what the palette offers at a place; without one where it fits best. Asks first where it needs to be asked. */
  add(dragged: Dragged, place?: Place): void;
  move(id: string, down: boolean): void;
  remove(id: string): void;
  /** Name of a block in the interface's language, with what it shows: "Field · Amount". */
  nameOf(block: BlockDoc): string;
}

export const DesignerContext = createContext<DesignerContextValue | null>(null);

export function useDesigner(): DesignerContextValue {
  const designer = use(DesignerContext);
  if (!designer) throw new Error("used outside a designer");
  return designer;
}
