import type { ComponentProps, MouseEvent, ReactNode } from "react";
import css from "./Button.module.css";
import { classes } from "./classes.ts";
import { Spinner } from "./Spinner.tsx";
import { Tooltip } from "./Tooltip.tsx";

/** One `primary` per region; `danger` is text-coloured, and `danger-filled` only inside its confirm dialog. */
export type ButtonLook = "primary" | "default" | "subtle" | "danger" | "danger-filled";

/** xs 24 in dense panels, sm 28, md 32 in forms, lg 40 at the end of a wizard; all grow to the finger on touch. */
export type ButtonSize = "xs" | "sm" | "md" | "lg";

interface Shape {
  look?: ButtonLook | undefined;
  size?: ButtonSize | undefined;
  /** A lucide icon before the label. */
  icon?: ReactNode;
  /** An icon after the label, e.g. an arrow for "next". */
  iconEnd?: ReactNode;
  /** The shortcut that does the same; shown in a tooltip. */
  keys?: string | undefined;
  /** As wide as its container. */
  wide?: boolean | undefined;
}

export interface ButtonProps extends ComponentProps<"button">, Shape {
  /** Work goes on: a spinner in place of the icon, clicks are ignored, the focus stays. */
  busy?: boolean | undefined;
  /** Why it can't be used now. Unlike `disabled` it stays reachable and says so in a tooltip. */
  disabledReason?: string | undefined;
}

/** A button with a verb and a noun. Never submits a form unless told so with `type="submit"`. */
export function Button({ look = "default", size = "sm", icon, iconEnd, keys, wide, busy, disabledReason, className, children, onClick, type = "button", ...rest }: ButtonProps) {
  const asleep = busy === true || disabledReason !== undefined;
  function press(event: MouseEvent<HTMLButtonElement>): void {
    if (asleep) event.preventDefault();
    else onClick?.(event);
  }
  const button = (
    <button
      {...rest}
      type={type}
      className={classes(css.button, className)}
      data-look={look}
      data-size={size}
      data-wide={wide || undefined}
      aria-busy={busy || undefined}
      aria-disabled={disabledReason !== undefined || undefined}
      onClick={press}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {iconEnd}
    </button>
  );
  const hint = disabledReason ?? (keys !== undefined ? children : undefined);
  return hint === undefined ? button : <Tooltip label={hint} keys={keys}>{button}</Tooltip>;
}

export interface ButtonLinkProps extends ComponentProps<"a">, Shape {}

/** What looks like a button and goes somewhere. The router can wrap it: it passes on every anchor prop. */
export function ButtonLink({ look = "default", size = "sm", icon, iconEnd, keys, wide, className, children, ...rest }: ButtonLinkProps) {
  const link = (
    <a {...rest} className={classes(css.button, className)} data-look={look} data-size={size} data-wide={wide || undefined}>
      {icon}
      {children}
      {iconEnd}
    </a>
  );
  return keys === undefined ? link : <Tooltip label={children} keys={keys}>{link}</Tooltip>;
}
