import type { Setting } from "../define.ts";

/** What every field can be told, where its kind doesn't say that it has no use for it (`FieldKind.without`). */
export const COMMON_SETTINGS: readonly Setting[] = [
  { name: "required", type: "boolean" },
  { name: "unique", type: "boolean" },
  { name: "default", type: "value" },
  { name: "track", type: "boolean", advanced: true },
  { name: "help", type: "label" },
];
