import { lazy } from "react";
import { formatMonth, parseMonth, todayIn } from "./date-text.ts";
import { DateField, type DateFieldProps } from "./DateField.tsx";
import { useFormat } from "./format.ts";

const Calendar = lazy(async () => ({ default: (await import("./Calendar.tsx")).MonthCalendar }));

/** A month, "2026-11". Understands Nov 2026, 11/2026, 2026年11月, 11. */
export function MonthInput(props: DateFieldProps) {
  const { locale, timeZone } = useFormat();
  const today = todayIn(timeZone);
  return (
    <DateField
      {...props}
      parse={(text) => parseMonth(text, locale, today)}
      format={(value) => formatMonth(value, locale)}
      panel={(choose) => <Calendar value={props.value} today={today} min={props.min} max={props.max} onChoose={choose} />}
    />
  );
}
