/** A moment as a wall clock shows it: day "2026-11-24" and time "16:30". */
export interface WallTime {
  date: string;
  time: string;
}

/** What the clock of a zone shows at a moment (ISO with zone); undefined when the text is no moment. */
export function toWallTime(iso: string, timeZone: string): WallTime | undefined {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return undefined;
  const wall = wallMillis(at, timeZone);
  const text = new Date(wall).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

/**
 * The moment (ISO, UTC) at which the clock of a zone shows this. Where the clock is put back and shows it twice, the first;
 * where it jumps over it, as much later as it jumps.
 */
export function fromWallTime({ date, time }: WallTime, timeZone: string): string {
  const wall = Date.parse(`${date}T${time}:00Z`);
  // The offset depends on the moment that is sought: guess with the offsets of the day before and after, and keep what fits.
  const offsets = [wall - 86_400_000, wall + 86_400_000].map((near) => wallMillis(near, timeZone) - near);
  const fitting = offsets.map((offset) => wall - offset).filter((at) => wallMillis(at, timeZone) === wall);
  const at = fitting.length > 0 ? Math.min(...fitting) : wall - (offsets[0] ?? 0);
  return new Date(at).toISOString();
}

/** The wall clock read as if it were UTC. */
function wallMillis(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
  const parts: Record<string, number> = {};
  for (const part of format.formatToParts(at)) parts[part.type] = Number(part.value);
  return Date.UTC(parts["year"] ?? 0, (parts["month"] ?? 1) - 1, parts["day"] ?? 1, parts["hour"] ?? 0, parts["minute"] ?? 0, parts["second"] ?? 0);
}
