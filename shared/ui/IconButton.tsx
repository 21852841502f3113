import type { ComponentProps, ReactNode } from "react";
import css from "./IconButton.module.css";
import { classes } from "./classes.ts";
import { Tooltip, type TooltipProps } from "./Tooltip.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** What it does: read aloud, and shown as the tooltip. */
  label: string;
  /** The lucide icon. */
  icon: ReactNode;
  /** The shortcut that does the same, e.g. `mod+z`. */
  keys?: string | undefined;
  look?: "subtle" | "default" | "primary" | "danger" | undefined;
  size?: "xs" | "sm" | "md" | "lg" | undefined;
  /** For a toggle: whether it is on. */
  pressed?: boolean | undefined;
  tooltipSide?: TooltipProps["side"];
}

/** A square button of one icon. Always has a name and a tooltip. */
export function IconButton({ label, icon, keys, look = "subtle", size = "sm", pressed, tooltipSide, className, type = "button", ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} {...(tooltipSide !== undefined && { side: tooltipSide })}>
      <button {...rest} type={type} aria-label={label} aria-pressed={pressed} className={classes(css.button, className)} data-look={look} data-size={size}>
        {icon}
      </button>
    </Tooltip>
  );
}
