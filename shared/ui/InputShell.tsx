import type { ComponentProps, MouseEvent, ReactNode } from "react";
import css from "./InputShell.module.css";
import { classes } from "./classes.ts";

export interface InputShellProps extends ComponentProps<"div"> {
  size?: "sm" | "md" | undefined;
  invalid?: boolean | undefined;
  readOnly?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Grows with what it holds: text areas, tags. */
  tall?: boolean | undefined;
  /** Grey text or an icon inside, before and after the control. */
  before?: ReactNode;
  after?: ReactNode;
}

/** The box that all typed inputs share: border, focus, error and read-only look. A click anywhere in it lands in the control. */
export function InputShell({ size = "md", invalid, readOnly, disabled, tall, before, after, className, children, onMouseDown, ...rest }: InputShellProps) {
  function land(event: MouseEvent<HTMLDivElement>): void {
    onMouseDown?.(event);
    const target = event.target;
    if (event.defaultPrevented || !(target instanceof Element) || target.closest("input, textarea, button, a") !== null) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>("input, textarea")?.focus();
  }
  return (
    <div
      {...rest}
      className={classes(css.shell, className)}
      data-size={size}
      data-invalid={invalid || undefined}
      data-readonly={readOnly || undefined}
      data-disabled={disabled || undefined}
      data-tall={tall || undefined}
      onMouseDown={land}
    >
      {before !== undefined && before !== null && <span className={css.side}>{before}</span>}
      {children}
      {after !== undefined && after !== null && <span className={css.side}>{after}</span>}
    </div>
  );
}
