/** "2026-11-24" → its parts, or undefined when it is no real day. */
export function dateParts(iso: string): { year: number; month: number; day: number } | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return isoDate(year, month, day) === undefined ? undefined : { year, month, day };
}

/** The ISO form of a day that exists, else undefined (31 June, month 13). */
export function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  const real = year > 0 && year <= 9999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : undefined;
}

/** The viewer's today as ISO, in a time zone. */
export function todayIn(timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
}

function addDays(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Months later on the same day, or on the month's last where it has no such day. */
function addMonths(iso: string, months: number): string | undefined {
  const parts = dateParts(iso);
  if (parts === undefined) return undefined;
  const at = parts.year * 12 + parts.month - 1 + months;
  const [year, month] = [Math.floor(at / 12), (at % 12) + 1];
  for (let day = parts.day; day > 27; day--) {
    const found = isoDate(year, month, day);
    if (found !== undefined) return found;
  }
  return isoDate(year, month, parts.day);
}

type Part = "year" | "month" | "day";

/** In which order this locale writes the parts of a date. */
function partOrder(locale: string): Part[] {
  const parts = new Intl.DateTimeFormat(locale, { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "UTC" }).formatToParts(0);
  return parts.map((part) => part.type).filter((type): type is Part => type === "year" || type === "month" || type === "day");
}

/** Numbers of the months' names, short and long, in this locale; none where months are numbers anyway. */
function monthNames(locale: string): [string, number][] {
  const names: [string, number][] = [];
  const add = (name: string | undefined, month: number): void => {
    const bare = name?.toLowerCase().replace(".", "") ?? "";
    if (bare !== "" && !/\d/.test(bare)) names.push([bare, month]);
  };
  for (let month = 1; month <= 12; month++) {
    const day = Date.UTC(2024, month - 1, 1);
    for (const style of ["long", "short"] as const) {
      add(new Intl.DateTimeFormat(locale, { month: style, timeZone: "UTC" }).format(day), month);
      // Beside a day or a year the name may be another: German has "Sep" alone and "Sept." in a date.
      const inDate = new Intl.DateTimeFormat(locale, { year: "numeric", month: style, day: "numeric", timeZone: "UTC" }).formatToParts(day);
      add(inDate.find((part) => part.type === "month")?.value, month);
    }
  }
  // Longest first, so that "june" is not taken for "jun" with an e left over.
  return names.toSorted(([one], [other]) => other.length - one.length);
}

/** "today", "明天" and the like: whatever the locale calls the days around now. */
function relativeDay(text: string, locale: string): number | undefined {
  const names = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return [0, 1, -1, 2, -2].find((days) => names.format(days, "day").toLowerCase() === text);
}

const steps: Record<string, (today: string, count: number) => string | undefined> = {
  d: addDays, 天: addDays, 日: addDays, "": addDays,
  w: (today, count) => addDays(today, count * 7), 周: (today, count) => addDays(today, count * 7),
  m: addMonths, 月: addMonths,
  y: (today, count) => addMonths(today, count * 12), 年: (today, count) => addMonths(today, count * 12),
};

/**
 * Reads a day as people type it: 2026-12-12, 12/12, 12 Dec, 20261212, 12月12日, tomorrow, 后天, +3, -2w.
 * Two-digit years are of this century; a missing year or month is that of `today`. Gives ISO, "" for nothing, undefined for what is no day.
 */
export function parseDate(typed: string, locale: string, today: string): string | undefined {
  let text = typed.normalize("NFKC").trim().toLowerCase().replace("−", "-");
  if (text === "") return "";
  const relative = relativeDay(text, locale);
  if (relative !== undefined) return addDays(today, relative);
  const offset = /^([+-]\d{1,4})\s*([dwmy天日周月年]?)$/.exec(text);
  if (offset !== null) return steps[offset[2] ?? ""]?.(today, Number(offset[1]));
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact !== null) return isoDate(Number(compact[1]), Number(compact[2]), Number(compact[3]));

  let named: number | undefined;
  for (const [name, month] of monthNames(locale)) {
    if (named === undefined && text.includes(name)) {
      named = month;
      text = text.replace(name, " ");
    }
  }
  if (!/^[\d\s./,年月日号-]+$/.test(text)) return undefined;
  const numbers = (text.match(/\d+/g) ?? []).map((digits) => ({ value: Number(digits), long: digits.length === 4 }));
  const now = dateParts(today);
  if (now === undefined) return undefined;
  return assemble(numbers, named, partOrder(locale), now);
}

type TypedNumber = { value: number; long: boolean };

function assemble(numbers: readonly TypedNumber[], named: number | undefined, order: readonly Part[], now: { year: number; month: number }): string | undefined {
  const yearFirst = numbers[0]?.long === true;
  let slots: Part[] = yearFirst ? ["year", "month", "day"] : [...order];
  if (named !== undefined) slots = slots.filter((part) => part !== "month");
  const wanted = slots.length;
  if (numbers.length === 0 || numbers.length > wanted) return undefined;
  if (numbers.length < wanted) slots = slots.filter((part) => part !== "year");
  if (numbers.length < slots.length) slots = slots.filter((part) => part !== "month");
  if (numbers.length !== slots.length) return undefined;
  const found: Partial<Record<Part, TypedNumber>> = {};
  slots.forEach((part, at) => {
    found[part] = numbers[at];
  });
  const year = found.year === undefined ? now.year : found.year.long ? found.year.value : 2000 + found.year.value;
  if (found.day === undefined || year > 9999) return undefined;
  return isoDate(year, named ?? found.month?.value ?? now.month, found.day.value);
}

/** A day in full: 12 Dec 2026, 2026年12月12日. What is no ISO day comes back as it is. */
export function formatDate(iso: string, locale: string): string {
  if (dateParts(iso) === undefined) return iso;
  const long = locale.startsWith("zh") ? "long" : "short";
  return new Intl.DateTimeFormat(locale, { year: "numeric", month: long, day: "numeric", timeZone: "UTC" }).format(Date.parse(`${iso}T00:00:00Z`));
}

/** Reads a month as typed (2026-11, 11/2026, Nov 2026, 2026年11月, 11): ISO "2026-11", "" or undefined. */
export function parseMonth(typed: string, locale: string, today: string): string | undefined {
  const text = typed.normalize("NFKC").trim().toLowerCase();
  if (text === "") return "";
  let rest = text;
  let month: number | undefined;
  for (const [name, at] of monthNames(locale)) {
    if (month === undefined && rest.includes(name)) {
      month = at;
      rest = rest.replace(name, " ");
    }
  }
  if (rest.trim() !== "" && !/^[\d\s./年月-]+$/.test(rest)) return undefined;
  const numbers = rest.match(/\d+/g) ?? [];
  const long = numbers.find((digits) => digits.length === 4);
  const short = numbers.find((digits) => digits.length < 3);
  if (numbers.length !== (long === undefined ? 0 : 1) + (short === undefined || month !== undefined ? 0 : 1)) return undefined;
  month ??= short === undefined ? undefined : Number(short);
  if (month === undefined || month < 1 || month > 12) return undefined;
  return `${long ?? today.slice(0, 4)}-${String(month).padStart(2, "0")}`;
}

/** Nov 2026, 2026年11月. What is no ISO month comes back as it is. */
export function formatMonth(iso: string, locale: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(iso)) return iso;
  return new Intl.DateTimeFormat(locale, { year: "numeric", month: locale.startsWith("zh") ? "long" : "short", timeZone: "UTC" }).format(Date.parse(`${iso}-01T00:00:00Z`));
}

/** Reads a time as typed (8:30, 0830, 8, 8:30pm): "08:30", or undefined. */
export function parseTime(typed: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])?\.?m?\.?$/.exec(typed.normalize("NFKC").trim().toLowerCase());
  if (match === null) return undefined;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (match[3] !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (match[3] === "p" ? 12 : 0);
  }
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` : undefined;
}
