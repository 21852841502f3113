import type { FieldDoc } from "#shared/metadata/object.ts";
import { missing, type Finding } from "../../lib/check.ts";

/** When counting begins again at 1. */
export type Reset = "never" | "year" | "month" | "day";

const RESETS: readonly unknown[] = ["never", "year", "month", "day"] satisfies Reset[];
const PART = /\{([^{}]*)\}/g;
const DIGITS = /^0{1,12}$/;
/** How much of an ISO date each part writes, and how much of it a period of that length is known by. */
const DATE_PARTS = { YYYY: [0, 4], YY: [2, 4], MM: [5, 7], DD: [8, 10] } as const;
const PERIOD_LENGTH = { never: 0, year: 4, month: 7, day: 10 } as const satisfies Record<Reset, number>;

/** A field of the record, or of what its lookups lead to: each of its values has a series of its own. */
const FIELD = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){0,3}$/;

/** The fields that a format writes, in order: `selling_entity.code`. */
export function numberFieldParts(format: string): string[] {
  return [...format.matchAll(PART)].map(([, part = ""]) => part).filter((part) => FIELD.test(part));
}

/**
 * The number as text: `SO-{YYYY}{MM}-{0000}` of 42 on 2026-11-24 is `SO-202611-0042`. `date` is an ISO date in the
 * workspace's zone; a value with more digits than the format has zeros is written in full. `fields`: texts of field parts.
 */
export function formatNumber(format: string, date: string, value: number, fields: Readonly<Record<string, string>> = {}): string {
  return format.replace(PART, (whole, part: string) => {
    if (DIGITS.test(part)) return String(value).padStart(part.length, "0");
    if (FIELD.test(part)) return fields[part] ?? "";
    return isDatePart(part) ? date.slice(...DATE_PARTS[part]) : whole;
  });
}

/**
 * The period that a number counts within, key of its counter: "2026-11", or "" for one that never begins again. Without
 * `reset` it is the shortest that the format shows.
 */
export function numberPeriod(format: string, date: string, reset: Reset = shownPeriod(format)): string {
  return date.slice(0, PERIOD_LENGTH[reset]);
}

/** A day is only shown together with its month and year: `{DD}` alone would come again next month. */
function shownPeriod(format: string): Reset {
  const parts = new Set([...format.matchAll(PART)].map(([, part = ""]) => part));
  if (!parts.has("YYYY") && !parts.has("YY")) return "never";
  if (!parts.has("MM")) return "year";
  return parts.has("DD") ? "day" : "month";
}

/** Problems of `format` and `reset`: unknown parts, no or several numbers, counting that would repeat itself. */
export function checkFormat(doc: FieldDoc): Finding[] {
  const { format } = doc;
  const reset = "reset" in doc ? doc.reset : undefined;
  if (format === undefined || format === "") return [missing("format")];
  const parts = [...format.matchAll(PART)].map(([, part = ""]) => part);
  const findings: Finding[] = parts
    .filter((part) => !DIGITS.test(part) && !isDatePart(part) && !FIELD.test(part))
    .map((part) => ({ code: "number_part_unknown", path: "/format", params: { part: `{${part}}` } }));
  if (/[{}]/.test(format.replace(PART, ""))) findings.push({ code: "number_part_unknown", path: "/format", params: { part: "{" } });
  if (parts.filter((part) => DIGITS.test(part)).length !== 1) findings.push({ code: "number_digits", path: "/format" });
  if (reset !== undefined && !isReset(reset)) findings.push({ code: "setting_word", path: "/reset", params: { setting: "reset", words: RESETS.join(", ") } });
  if (isReset(reset) && PERIOD_LENGTH[reset] > PERIOD_LENGTH[shownPeriod(format)]) {
    findings.push({ code: "number_repeats", path: "/reset", params: { reset } });
  }
  return findings;
}

function isReset(word: unknown): word is Reset {
  return RESETS.includes(word);
}

function isDatePart(part: string): part is keyof typeof DATE_PARTS {
  return Object.hasOwn(DATE_PARTS, part);
}
