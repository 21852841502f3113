import css from "./Kbd.module.css";
import { keyText } from "./keys.ts";

/** A key cap: `<Kbd keys="mod+k" />` reads ⌘K or Ctrl+K, as the machine has it. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className={css.kbd}>{keyText(keys)}</kbd>;
}
