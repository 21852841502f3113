/* The only file that brings @mantine/dates and dayjs; it is imported lazily, by the date inputs alone. */
import "@mantine/core/styles/UnstyledButton.layer.css";
import "@mantine/dates/styles.layer.css";
import "dayjs/locale/zh-cn";
import { DatePicker, MonthPicker } from "@mantine/dates";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import css from "./Calendar.module.css";
import { formatDate, parseTime } from "./date-text.ts";
import { useFormat } from "./format.ts";
import { TextInput } from "./TextInput.tsx";

interface CalendarProps {
  /** ISO day or month; anything else is shown as nothing chosen. */
  value: string | null;
  today: string;
  min?: string | undefined;
  max?: string | undefined;
}

const classNames = {
  calendarHeader: css.header, calendarHeaderControl: css.control, calendarHeaderLevel: css.level,
  weekday: css.weekday, day: css.day, monthCell: css.cell, monthsListCell: css.cell, monthsListControl: css.month, yearsListControl: css.month,
};

function useCalendar({ min, max }: CalendarProps) {
  const { t } = useTranslation("ui");
  const { locale } = useFormat();
  const labels = { nextMonth: t("nextMonth"), previousMonth: t("previousMonth"), nextYear: t("nextYear"), previousYear: t("previousYear"), nextDecade: t("nextDecade"), previousDecade: t("previousDecade"), monthLevelControl: t("chooseMonth"), yearLevelControl: t("chooseYear") };
  const chinese = locale.startsWith("zh");
  return {
    locale: chinese ? "zh-cn" : "en",
    ariaLabels: labels,
    size: "sm" as const,
    classNames,
    ...(chinese && { monthLabelFormat: "YYYY年M月", yearLabelFormat: "YYYY年" }),
    ...(min !== undefined && { minDate: min }),
    ...(max !== undefined && { maxDate: max }),
  };
}

/** Weeks begin on Monday, except as Americans write them. */
function useFirstDay(): 0 | 1 {
  return useFormat().locale === "en-US" ? 0 : 1;
}

/** Days are read aloud as the viewer's language writes them. */
function useDayNames() {
  const { locale } = useFormat();
  return (date: string) => ({ "aria-label": formatDate(date, locale) });
}

function useFoot(onClear: () => void, onNow: () => void, nowText: string) {
  const { t } = useTranslation("ui");
  return (
    <div className={css.foot}>
      <Button look="subtle" size="xs" onClick={onNow}>{nowText}</Button>
      <Button look="subtle" size="xs" onClick={onClear}>{t("clear")}</Button>
    </div>
  );
}

export function DayCalendar(props: CalendarProps & { onChoose: (date: string | null) => void }) {
  const { t } = useTranslation("ui");
  const shared = useCalendar(props);
  const firstDayOfWeek = useFirstDay();
  const getDayProps = useDayNames();
  const foot = useFoot(() => props.onChoose(null), () => props.onChoose(props.today), t("today"));
  const value = isDay(props.value) ? props.value : null;
  return (
    <>
      <DatePicker {...shared} firstDayOfWeek={firstDayOfWeek} getDayProps={getDayProps} highlightToday value={value} defaultDate={value ?? props.today} onChange={(date) => props.onChoose(date)} />
      {foot}
    </>
  );
}

export function DayTimeCalendar(props: CalendarProps & { time: string; onChoose: (date: string | null, time: string) => void }) {
  const { t } = useTranslation("ui");
  const shared = useCalendar(props);
  const firstDayOfWeek = useFirstDay();
  const getDayProps = useDayNames();
  const [text, setText] = useState<string>();
  const foot = useFoot(() => props.onChoose(null, props.time), () => props.onChoose(props.today, props.time), t("today"));
  const value = isDay(props.value) ? props.value : null;
  function commit(): void {
    const time = text === undefined ? undefined : parseTime(text);
    if (time !== undefined) props.onChoose(value ?? props.today, time);
    setText(undefined);
  }
  return (
    <>
      <DatePicker {...shared} firstDayOfWeek={firstDayOfWeek} getDayProps={getDayProps} highlightToday value={value} defaultDate={value ?? props.today} onChange={(date) => props.onChoose(date, props.time)} />
      <div className={css.time}>
        <TextInput size="sm" aria-label={t("time")} value={text ?? props.time} onChange={setText} onBlur={commit} onKeyDown={(event) => event.key === "Enter" && commit()} />
      </div>
      {foot}
    </>
  );
}

export function MonthCalendar(props: CalendarProps & { onChoose: (month: string | null) => void }) {
  const { t } = useTranslation("ui");
  const shared = useCalendar(props);
  const foot = useFoot(() => props.onChoose(null), () => props.onChoose(props.today.slice(0, 7)), t("thisMonth"));
  const value = props.value !== null && isDay(`${props.value}-01`) ? `${props.value}-01` : null;
  return (
    <>
      <MonthPicker {...shared} {...(shared.locale === "zh-cn" && { monthsListFormat: "M月" })} value={value} defaultDate={value ?? props.today} onChange={(date) => props.onChoose(date === null ? null : date.slice(0, 7))} />
      {foot}
    </>
  );
}

function isDay(text: string | null): text is string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text);
}
