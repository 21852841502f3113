import X from "lucide-react/icons/x";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "./classes.ts";
import css from "./FilterChip.module.css";

export interface FilterChipProps {
  /** `FilterChipPart`s: field, operator, value; each may be the target of a Popover or Menu. */
  children: ReactNode;
  /** The whole condition in words, for those who hear the page. */
  label: string;
  onRemove?: (() => void) | undefined;
}

/** One condition of a view: field · operator · value, and × to take it away. */
export function FilterChip({ children, label, onRemove }: FilterChipProps) {
  const { t } = useTranslation("ui");
  return (
    <span className={css.chip} role="group" aria-label={label}>
      {children}
      {onRemove !== undefined && <button type="button" className={css.remove} aria-label={t("remove", { name: label })} onClick={onRemove}><X aria-hidden="true" /></button>}
    </span>
  );
}

/** One part of a condition. `strong` for the value. */
export function FilterChipPart({ strong = false, className, type = "button", ...rest }: ComponentProps<"button"> & { strong?: boolean }) {
  return <button {...rest} type={type} className={classes(css.part, className)} data-strong={strong || undefined} />;
}

export interface QuickFilterProps extends Omit<ComponentProps<"button">, "onChange"> {
  pressed: boolean;
  onChange: (pressed: boolean) => void;
}

/** A ready filter of a view that one tap turns on and off. */
export function QuickFilter({ pressed, onChange, className, ...rest }: QuickFilterProps) {
  return <button {...rest} type="button" className={classes(css.quick, className)} aria-pressed={pressed} onClick={() => onChange(!pressed)} />;
}
