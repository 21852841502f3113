import type { ReactNode } from "react";

/** One line at the bottom left. Never for a success that is visible anyway. */
export interface Toast {
  text: ReactNode;
  /** Offers Undo for ten seconds. */
  undo?: (() => void) | undefined;
  /** Another next step; for errors the way out of them. */
  action?: { label: string; run: () => void } | undefined;
  /** An error: stays until closed, and is read aloud at once. */
  error?: boolean | undefined;
  /** A toast with the same id takes the place of the earlier one. */
  id?: string | undefined;
}

export interface LiveToast extends Toast {
  id: string;
  /** ms it is shown; undefined: until closed. */
  life: number | undefined;
}

const undoLife = 10_000;
const plainLife = 5_000;
/** More would cover the work; the oldest go. */
const most = 3;

let live: readonly LiveToast[] = [];
let made = 0;
const listeners = new Set<() => void>();

function set(next: readonly LiveToast[]): void {
  live = next;
  for (const listener of listeners) listener();
}

/** Shows a toast and gives its id, for `closeToast`. */
export function toast(wanted: Toast): string {
  made += 1;
  const id = wanted.id ?? `toast-${made}`;
  const life = wanted.error === true ? undefined : wanted.undo === undefined ? plainLife : undoLife;
  set([...live.filter((one) => one.id !== id), { ...wanted, id, life }].slice(-most));
  return id;
}

/** Takes a toast away; nothing happens when it is gone. */
export function closeToast(id: string): void {
  if (live.some((one) => one.id === id)) set(live.filter((one) => one.id !== id));
}

/** For the host: tells of every change; gives back how to stop listening. */
export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For the host: what is shown now, oldest first. The same array until something changes. */
export function liveToasts(): readonly LiveToast[] {
  return live;
}
