import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import css from "./Tabs.module.css";

export interface Tab<Value extends string> {
  value: Value;
  label: ReactNode;
  icon?: ReactNode;
  /** A number after the label: how many it holds. */
  count?: number | undefined;
  disabled?: boolean | undefined;
}

export interface TabsProps<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly Tab<Value>[];
  /** Names the list of tabs. */
  label: string;
  /** After the last tab ("+"), and at the far end (group, sort, fields). */
  extra?: ReactNode;
  end?: ReactNode;
  /** What the current tab shows; left out when the panel is elsewhere on the page (view tabs). */
  children?: ReactNode;
}

/** Tabs with a line under the current one. Left and right, Home and End move; one tab stop for all of them. */
export function Tabs<Value extends string>({ value, onChange, tabs, label, extra, end, children }: TabsProps<Value>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);

  // Where there are more tabs than fit, the current one is in sight.
  useEffect(() => {
    list.current?.querySelector(`[data-tab="${CSS.escape(value)}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [value]);

  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const usable = tabs.filter((tab) => tab.disabled !== true);
    const at = usable.findIndex((tab) => tab.value === value);
    const targets: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: usable.length - 1 };
    const target = targets[event.key];
    if (target === undefined) return;
    const next = usable[(target + usable.length) % usable.length];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.value);
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.value)}"]`)?.focus();
  }
  const hasPanel = children !== undefined;
  const isCurrentKnown = tabs.some((tab) => tab.value === value);
  return (
    <>
      <div className={css.bar}>
        <div className={css.list} role="tablist" aria-label={label} ref={list} onKeyDown={move}>
          {tabs.map((tab, at) => {
            const current = tab.value === value;
            return (
              <button
                key={tab.value}
                type="button"
                role="tab"
                id={`${id}-${tab.value}`}
                data-tab={tab.value}
                className={css.tab}
                aria-selected={current}
                aria-controls={hasPanel && current ? `${id}-panel` : undefined}
                tabIndex={current || (!isCurrentKnown && at === 0) ? 0 : -1}
                disabled={tab.disabled}
                onClick={() => onChange(tab.value)}
              >
                {tab.icon}
                {tab.label}
                {tab.count !== undefined && <span className={css.count}>{tab.count}</span>}
              </button>
            );
          })}
        </div>
        {extra}
        {end !== undefined && <div className={css.end}>{end}</div>}
      </div>
      {hasPanel && <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>{children}</div>}
    </>
  );
}
