import { Type } from "typebox";
import { LANGUAGES } from "#shared/lib/label.ts";

/** Lengths are generous here; what a value must be is said by the part that takes it, so that the answer is one of its rules. */
export const Text = Type.String({ maxLength: 400 });
export const Secret = Type.String({ maxLength: 1000 });
export const LanguageSchema = Type.Union([Type.Literal(LANGUAGES[0]), Type.Literal(LANGUAGES[1])]);
export const Slug = Type.String({ maxLength: 40, pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$" });
export const RecordId = Type.String({ maxLength: 64 });
/** ISO 8601 moment, e.g. `2026-11-24T08:30:00.000Z`. */
export const Moment = Type.String({ maxLength: 40, pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?Z$" });

/** A closed object: unknown members are refused. */
export const closed = { additionalProperties: false } as const;
