import { lazy } from "react";
import { formatDate, parseDate, todayIn } from "./date-text.ts";
import { DateField, type DateFieldProps } from "./DateField.tsx";
import { useFormat } from "./format.ts";

const Calendar = lazy(async () => ({ default: (await import("./Calendar.tsx")).DayCalendar }));

/** A day without a zone, "2026-11-24". Understands 12 Dec, 12/12, 12月12日, tomorrow, +3, -2w. */
export function DateInput(props: DateFieldProps) {
  const { locale, timeZone } = useFormat();
  const today = todayIn(timeZone);
  return (
    <DateField
      {...props}
      parse={(text) => parseDate(text, locale, today)}
      format={(value) => formatDate(value, locale)}
      panel={(choose) => <Calendar value={props.value} today={today} min={props.min} max={props.max} onChoose={choose} />}
    />
  );
}
