/** True on Apple machines, where the command key is ⌘ and keys are written as signs. */
export function isApple(): boolean {
  return typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
}

const appleSigns: Record<string, string> = { mod: "⌘", shift: "⇧", alt: "⌥", ctrl: "⌃", enter: "↵", esc: "Esc", up: "↑", down: "↓", left: "←", right: "→", backspace: "⌫", space: "Space" };
const otherSigns: Record<string, string> = { ...appleSigns, mod: "Ctrl", shift: "Shift", alt: "Alt", ctrl: "Ctrl", backspace: "Backspace" };

/** How a shortcut such as `mod+shift+p` is written here: `⌘⇧P` on Apple machines, `Ctrl+Shift+P` elsewhere. */
export function keyText(keys: string, apple: boolean = isApple()): string {
  const signs = apple ? appleSigns : otherSigns;
  const parts = keys.split("+").map((part) => signs[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part));
  return parts.join(apple ? "" : "+");
}
