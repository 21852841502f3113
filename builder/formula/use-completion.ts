import { useState, type KeyboardEvent } from "react";
import { complete, type Completion, type Completions, type CompletionWorld } from "./complete.ts";

interface CompletionState {
  /** What fits, while the list is open. */
  readonly open: Completions | null;
  readonly at: number;
  /** Looks what fits at a caret. `asked`: by its key, also where nothing is typed. */
  look(source: string, caret: number, asked?: boolean): void;
  close(): void;
  /** True where the key was the list's. */
  press(event: KeyboardEvent, take: (item: Completion) => void): boolean;
}

/** The list of completions: when it opens, which one is chosen, which keys are its own. */
export function useCompletion(world: CompletionWorld): CompletionState {
  const [open, setOpen] = useState<Completions | null>(null);
  const [at, setAt] = useState(0);
  const show = (found: Completions | null): void => {
    setOpen(found);
    setAt(0);
  };
  return {
    open,
    at,
    look: (source, caret, asked = false) => show(complete(source, caret, world, asked)),
    close: () => show(null),
    press(event, take) {
      if (!open) return false;
      const last = open.items.length - 1;
      const item = open.items[at];
      switch (event.key) {
        case "ArrowDown":
          setAt(at === last ? 0 : at + 1);
          break;
        case "ArrowUp":
          setAt(at === 0 ? last : at - 1);
          break;
        case "Enter":
        case "Tab":
          if (event.shiftKey || !item) return false;
          take(item);
          break;
        case "Escape":
          show(null);
          break;
        default:
          return false;
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
