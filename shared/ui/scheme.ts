import { useSyncExternalStore } from "react";

/** Day, night, or as the system has it. */
export type Scheme = "light" | "dark" | "auto";

const storageKey = "tangram-scheme";
const listeners = new Set<() => void>();
let chosen: Scheme | null = null;

function darkSystem(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}

/** Storage may be forbidden (private mode, policy): then the choice lasts as long as the page. */
function stored(): Scheme {
  try {
    const scheme = localStorage.getItem(storageKey);
    return scheme === "light" || scheme === "dark" ? scheme : "auto";
  } catch {
    return "auto";
  }
}

function scheme(): Scheme {
  chosen ??= stored();
  return chosen;
}

function computed(): "light" | "dark" {
  const now = scheme();
  return now === "auto" ? (darkSystem().matches ? "dark" : "light") : now;
}

function show(): void {
  document.documentElement.setAttribute("data-mantine-color-scheme", computed());
  for (const listener of listeners) listener();
}

/**
 * Puts the remembered scheme (or the system's) on `<html>` before React draws, so that night does not begin with a white flash,
 * and follows the system and other pages from then on. To be called first thing by the page's entry; our CSP allows no inline
 * script that could do it earlier.
 */
export function applyStoredScheme(): void {
  show();
  // What Mantine's own style sheet asks for, to end its movements where the system wants none.
  document.documentElement.setAttribute("data-respect-reduced-motion", "true");
  darkSystem().addEventListener("change", show);
  addEventListener("storage", (event) => {
    if (event.key !== storageKey && event.key !== null) return;
    chosen = null;
    show();
  });
}

function choose(next: Scheme): void {
  chosen = next;
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // Nothing to do: see stored.
  }
  show();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** What the person chose, and how to choose otherwise. */
export function useColorScheme(): { colorScheme: Scheme; setColorScheme: (scheme: Scheme) => void } {
  return { colorScheme: useSyncExternalStore(subscribe, scheme), setColorScheme: choose };
}

/** What is shown now. */
export function useComputedColorScheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, computed);
}
