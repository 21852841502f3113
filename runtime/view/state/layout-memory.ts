import { useState } from "react";
import { isJsonObject } from "#shared/lib/json.ts";

export type Density = "compact" | "standard" | "tall";

/** px of a row */
export const ROW_HEIGHT: Readonly<Record<Density, number>> = { compact: 28, standard: 36, tall: 52 };

interface Layout {
  density: Density;
  /** px by column path, where it was changed. */
  widths: Readonly<Record<string, number>>;
}

export const WIDTH = { min: 64, max: 640, step: 16, title: 270 } as const;

function read(key: string): Layout {
  const standard: Layout = { density: "standard", widths: {} };
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (!isJsonObject(stored)) return standard;
    const { density, widths } = stored;
    return {
      density: density === "compact" || density === "tall" ? density : "standard",
      widths: isJsonObject(widths) ? Object.fromEntries(Object.entries(widths).flatMap(([path, width]) => (typeof width === "number" ? [[path, width]] : []))) : {},
    };
  } catch {
    return standard; // storage is forbidden here, or holds what is no JSON
  }
}

/** Density and column widths of a view, remembered per person in this browser. */
export function useLayoutMemory(slug: string, viewer: string, view: string) {
  const key = `tangram-list-${slug}-${viewer}-${view}`;
  const [state, setState] = useState(() => ({ key, layout: read(key) }));
  const layout = state.key === key ? state.layout : read(key);
  function change(next: Partial<Layout>): void {
    const changed = { ...layout, ...next };
    setState({ key, layout: changed });
    try {
      localStorage.setItem(key, JSON.stringify(changed));
    } catch {
      // Then it lasts as long as the page.
    }
  }
  return {
    ...layout,
    setDensity: (density: Density) => change({ density }),
    setWidth: (path: string, width: number) => change({ widths: { ...layout.widths, [path]: Math.round(Math.min(Math.max(width, WIDTH.min), WIDTH.max)) } }),
  };
}
