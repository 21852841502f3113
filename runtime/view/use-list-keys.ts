import { useEffect, useRef } from "react";

export interface ListKeys {
  search: () => void;
  /** Null where the viewer may not make records. */
  create: (() => void) | null;
  step: (by: number) => void;
}

/** The keys of a list: `/` searches, `n` makes a record, `j` and `k` go down and up. Silent while somebody types. */
export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.isComposing || isTyping(event.target)) return;
      const { search, create, step } = latest.current;
      if (event.key === "/") search();
      else if (event.key === "n" && create) create();
      else if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
      else return;
      event.preventDefault();
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input:not([type='checkbox']), textarea, select, [contenteditable='true'], [role='dialog'], [role='menu']") !== null;
}
