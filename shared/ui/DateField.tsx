import "@mantine/core/styles/Popover.layer.css";
import { Popover } from "@mantine/core";
import { useMergedRef } from "@mantine/hooks";
import CalendarIcon from "lucide-react/icons/calendar";
import { Suspense, useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { Mantine } from "./mantine.tsx";
import css from "./DateField.module.css";
import { FieldFrame, frameOf, type FieldProps } from "./FieldFrame.tsx";
import { InputShell } from "./InputShell.tsx";
import { InsetButton } from "./InsetButton.tsx";

/** What the three date inputs offer in common. Values are ISO strings or null. */
export interface DateFieldProps extends FieldProps {
  value: string | null;
  /** ISO, or null when empty. What can't be read comes as typed, for the validator to explain. */
  onChange: (value: string | null) => void;
  onBlur?: (() => void) | undefined;
  placeholder?: string | undefined;
  /** Earliest and latest day of the calendar, ISO. Typing is checked by the validator, not here. */
  min?: string | undefined;
  max?: string | undefined;
  name?: string | undefined;
  autoFocus?: boolean | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
}

interface Inner extends DateFieldProps {
  /** ISO, "" for nothing, undefined for what can't be read. */
  parse: (text: string) => string | undefined;
  format: (value: string) => string;
  /** The calendar, in a chunk of its own. `choose` keeps it open when told so. */
  panel: (choose: (value: string | null, keepOpen?: boolean) => void) => ReactNode;
}

/** A text field that understands dates as people type them, with a calendar for those who would rather look. */
export function DateField({ ref, ...props }: Inner) {
  const { value, onChange, onBlur, placeholder, name, autoFocus, readOnly, disabled, size, error, parse, format, panel } = props;
  const { t } = useTranslation("ui");
  const [typed, setTyped] = useState<string>();
  const [opened, setOpened] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const merged = useMergedRef(input, ref);
  const calendar = useRef<HTMLDivElement>(null);
  const fixed = readOnly === true || disabled === true;
  const shown = typed ?? (value === null || value === "" ? "" : format(value));

  function commit(): void {
    if (typed === undefined) return;
    const read = parse(typed);
    setTyped(undefined);
    const next = read === "" ? null : (read ?? typed);
    if (next !== value) onChange(next);
  }
  function choose(next: string | null, keepOpen = false): void {
    setTyped(undefined);
    onChange(next);
    if (keepOpen) return;
    setOpened(false);
    input.current?.focus();
  }
  function press(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === "Enter") {
      commit();
      setOpened(false);
    }
    if (event.key === "Escape" && (opened || typed !== undefined)) {
      event.stopPropagation();
      setTyped(undefined);
      setOpened(false);
    }
    if (event.key === "ArrowDown" && !fixed) {
      event.preventDefault();
      setOpened(true);
      enterCalendar(120);
    }
  }
  /** The calendar may still be on its way: look again with each frame, for some two seconds. */
  function enterCalendar(frames: number): void {
    const days = calendar.current;
    const target = days?.querySelector<HTMLElement>("td [data-selected]") ?? days?.querySelector<HTMLElement>("td [data-today]") ?? days?.querySelector<HTMLElement>("td button");
    if (target !== null && target !== undefined) target.focus();
    else if (frames > 0) requestAnimationFrame(() => enterCalendar(frames - 1));
  }
  function leave(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (to instanceof Node && (calendar.current?.contains(to) === true || to === input.current)) return;
    commit();
    setOpened(false);
    onBlur?.();
  }

  return (
    <FieldFrame {...frameOf(props)}>
      {(wiring) => (
        <Mantine>
          <Popover opened={opened} onChange={setOpened} position="bottom-start" offset={4} withinPortal trapFocus={false} returnFocus={false} zIndex="var(--z-menu)" transitionProps={{ transition: "fade", duration: 100 }} classNames={{ dropdown: css.panel }} withRoles={false}>
            <Popover.Target>
              <InputShell
                size={size} invalid={Boolean(error)} readOnly={readOnly} disabled={disabled}
                after={!fixed && (
                  <InsetButton label={t("openCalendar")} expanded={opened} onClick={() => { input.current?.focus(); setOpened(!opened); }}><CalendarIcon /></InsetButton>
                )}
              >
                <input
                  {...wiring}
                  ref={merged}
                  className={css.input}
                  name={name}
                  autoFocus={autoFocus}
                  data-autofocus={autoFocus || undefined}
                  autoComplete="off"
                  spellCheck={false}
                  value={shown}
                  placeholder={placeholder}
                  readOnly={readOnly}
                  disabled={disabled}
                  onClick={() => !fixed && setOpened(true)}
                  onChange={(event) => setTyped(event.currentTarget.value)}
                  onKeyDown={press}
                  onBlur={leave}
                />
              </InputShell>
            </Popover.Target>
            <Popover.Dropdown role="dialog" aria-label={t("calendar")} onBlur={leave} onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              event.stopPropagation();
              setOpened(false);
              input.current?.focus();
            }}>
              <div ref={calendar} className={css.calendar}>
                {opened && <Suspense fallback={<div className={css.coming} />}>{panel(choose)}</Suspense>}
              </div>
            </Popover.Dropdown>
          </Popover>

        </Mantine>
      )}
    </FieldFrame>
  );
}
