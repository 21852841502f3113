/**
 * Days and moments of package data, which are relative to the day of installation: `D` that day, `D-12` twelve days before,
 * `D+3 09:30` a moment three days after, by the workspace's clock.
 */
const RELATIVE = /^D(?:([+-]\d{1,5}))?(?:\s+(\d{2}):(\d{2}))?$/;

export class Moments {
  readonly #timeZone: string;
  /** The day of installation, as a UTC midnight that only counts days. */
  readonly #day: number;

  constructor(installedAt: Date, timeZone: string) {
    this.#timeZone = timeZone;
    const { year, month, day } = partsOf(installedAt, timeZone);
    this.#day = Date.UTC(year, month - 1, day);
  }

  /** `2026-11-12` for `D-12`; what is not relative is answered as it is. */
  date(text: string): string {
    const match = RELATIVE.exec(text);
    return match ? this.#dayText(match[1]) : text;
  }

  /** `2026-11` for a relative day in that month; what is not relative is answered as it is. */
  month(text: string): string {
    const match = RELATIVE.exec(text);
    return match ? this.#dayText(match[1]).slice(0, 7) : text;
  }

  /** ISO moment in UTC; a relative day without a time is its midday, so that it is the same day in the neighbouring zones. */
  moment(text: string): string {
    const match = RELATIVE.exec(text);
    if (!match) return text;
    return zonedTime(`${this.#dayText(match[1])}T${match[2] ?? "12"}:${match[3] ?? "00"}:00.000Z`, this.#timeZone);
  }

  #dayText(offset: string | undefined): string {
    return new Date(this.#day + Number(offset ?? 0) * 86_400_000).toISOString().slice(0, 10);
  }
}

/** The moment at which clocks of the zone show what the text says as if it were UTC. In a gap of summer time, the moment after it. */
function zonedTime(wanted: string, timeZone: string): string {
  const target = Date.parse(wanted);
  let guess = target;
  // Twice, since the offset at the first guess can be that of the other side of a change.
  for (let i = 0; i < 2; i++) guess = target - offsetAt(guess, timeZone);
  return new Date(guess).toISOString();
}

function offsetAt(moment: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(new Date(moment), timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(moment: Date, timeZone: string): { year: number; month: number; day: number; hour: number; minute: number; second: number } {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en", { timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
    formats.set(timeZone, format);
  }
  const parts = format.formatToParts(moment);
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return { year: read("year"), month: read("month"), day: read("day"), hour: read("hour"), minute: read("minute"), second: read("second") };
}
