import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hues } from "./hue.ts";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

type Scheme = "light" | "dark";

/** The colours of a scheme's block, by token name. */
function colours(opening: string): Map<string, string> {
  const start = css.indexOf(opening);
  if (start === -1) throw new Error(`tokens.css has no block ${opening}`);
  const block = css.slice(start, css.indexOf("\n}", start));
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

const schemes: Record<Scheme, Map<string, string>> = {
  light: colours(':root, [data-mantine-color-scheme="light"] {'),
  dark: colours('[data-mantine-color-scheme="dark"] {'),
};

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2 contrast of two tokens. */
function ratio(scheme: Scheme, front: string, back: string): number {
  const [one, other] = [front, back].map((token) => {
    const hex = schemes[scheme].get(token);
    if (hex === undefined) throw new Error(`tokens.css has no ${token} in ${scheme}`);
    return luminance(hex);
  });
  const [high, low] = [Math.max(one ?? 0, other ?? 0), Math.min(one ?? 0, other ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

// Front, back, and the ratios that the look's §2 promises (light, dark).
const promised: [string, string, number, number][] = [
  ["text-1", "bg-surface", 17.2, 14.8], ["text-1", "bg-canvas", 16.1, 15.9],
  ["text-2", "bg-surface", 8.1, 8.6], ["text-2", "bg-active", 6.7, 6.8],
  ["text-3", "bg-surface", 5.6, 5.7], ["text-3", "bg-canvas", 5.3, 6.1],
  ["text-3", "bg-hover", 5.0, 5.2], ["text-3", "bg-active", 4.7, 4.5], ["text-3", "bg-sunken", 5.1, 6.3],
  ["text-3", "accent-tint", 5.3, 5.0],
  ["accent-text", "bg-surface", 6.1, 8.9], ["accent-text", "bg-canvas", 5.7, 9.6],
  ["accent-text", "accent-tint", 5.7, 7.8], ["accent-text", "accent-tint-2", 5.2, 6.6],
  ["on-accent", "accent", 6.1, 8.2],
  ["success-text", "bg-surface", 6.8, 9.6], ["success-text", "success-tint", 6.2, 8.3],
  ["warning-text", "bg-surface", 7.3, 9.1], ["warning-text", "warning-tint", 6.6, 7.9],
  ["danger-text", "bg-surface", 7.8, 8.9], ["danger-text", "danger-tint", 7.0, 7.8],
  ["on-danger", "danger", 6.5, 7.1],
  ["text-inverse", "bg-inverse", 15.1, 14.7],
];

// Whatever is known by its edge alone needs 3.
const edges: [string, string, number, number][] = [
  ["line-3", "bg-surface", 3.5, 3.8], ["line-3", "bg-canvas", 3.3, 4.0],
  ["focus", "bg-surface", 4.5, 7.7], ["focus", "bg-active", 3.7, 6.2],
];

describe.each(["light", "dark"] as const)("contrast in %s", (scheme) => {
  const place = scheme === "light" ? 2 : 3;

  it.each(promised)("%s on %s is AA and as the look says", (front, back, ...ratios) => {
    const measured = ratio(scheme, front, back);
    expect(measured).toBeGreaterThanOrEqual(4.5);
    expect(Math.abs(measured - (ratios[place - 2] ?? 0))).toBeLessThan(0.06);
  });

  it.each(edges)("%s on %s is seen", (front, back, ...ratios) => {
    const measured = ratio(scheme, front, back);
    expect(measured).toBeGreaterThanOrEqual(3);
    expect(Math.abs(measured - (ratios[place - 2] ?? 0))).toBeLessThan(0.06);
  });

  it.each(hues)("a tag in %s can be read", (hue) => {
    expect(ratio(scheme, `${hue}-text`, `${hue}-soft`)).toBeGreaterThanOrEqual(scheme === "light" ? 7.05 : 8.05);
  });
});
