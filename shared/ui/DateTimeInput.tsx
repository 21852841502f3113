import { lazy } from "react";
import { formatDate, parseDate, parseTime, todayIn } from "./date-text.ts";
import { DateField, type DateFieldProps } from "./DateField.tsx";
import { useFormat } from "./format.ts";
import { fromWallTime, toWallTime } from "./zone.ts";

const Calendar = lazy(async () => ({ default: (await import("./Calendar.tsx")).DayTimeCalendar }));

/** When only a day is given. */
const morning = "09:00";

/** A moment, ISO in UTC ("2026-11-24T08:30:00.000Z"), shown and typed in the viewer's zone: "12 Dec 8:30". */
export function DateTimeInput(props: DateFieldProps) {
  const { locale, timeZone } = useFormat();
  const today = todayIn(timeZone);
  const wall = props.value === null ? undefined : toWallTime(props.value, timeZone);

  function parse(text: string): string | undefined {
    if (text.trim() === "") return "";
    const { day, time } = splitTime(text);
    const date = day === "" ? (wall?.date ?? today) : parseDate(day, locale, today);
    if (date === undefined || date === "") return undefined;
    return fromWallTime({ date, time: time ?? wall?.time ?? morning }, timeZone);
  }
  function format(value: string): string {
    const shown = toWallTime(value, timeZone);
    return shown === undefined ? value : `${formatDate(shown.date, locale)} ${shown.time}`;
  }
  return (
    <DateField
      {...props}
      parse={parse}
      format={format}
      panel={(choose) => (
        <Calendar
          value={wall?.date ?? null}
          time={wall?.time ?? morning}
          today={today}
          min={props.min}
          max={props.max}
          onChoose={(date, time) => choose(date === null ? null : fromWallTime({ date, time }, timeZone), date !== null)}
        />
      )}
    />
  );
}

/** "12 Dec, 8:30 pm" → "12 Dec" and "20:30". A time needs a colon or am/pm, else it could be a day. */
function splitTime(text: string): { day: string; time: string | undefined } {
  const match = /^(.*?)[\s,，]*(\d{1,2}(?:[:：]\d{2}\s*(?:[ap]\.?m\.?)?|\s*[ap]\.?m\.?))\s*$/i.exec(text);
  const time = match === null ? undefined : parseTime(match[2] ?? "");
  return time === undefined ? { day: text.trim(), time: undefined } : { day: (match?.[1] ?? "").trim(), time };
}
