/** The colours that modules, options and people may have. Nothing else colours data. */
export const hues = ["ochre", "gamboge", "indigo", "rouge", "malachite", "verdigris", "violet", "grey"] as const;

export type Hue = (typeof hues)[number];

/** Grey means "no hue chosen", so that it is never drawn for a person. */
const personHues = hues.filter((hue) => hue !== "grey");

/** True when a text read from metadata names one of the eight hues. */
export function isHue(text: unknown): text is Hue {
  return hues.some((hue) => hue === text);
}

/** The hue of a person or thing that chose none: the same for the same id, everywhere and for ever (FNV-1a). */
export function hueOf(id: string): Hue {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  return personHues[(hash >>> 0) % personHues.length] ?? "grey";
}
