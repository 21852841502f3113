import "@mantine/core/styles/Tooltip.layer.css";
import { Tooltip as MantineTooltip } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import css from "./Tooltip.module.css";
import { keyText } from "./keys.ts";

export interface TooltipProps {
  /** At most two short lines; nothing that is needed to use the thing. */
  label: ReactNode;
  /** The shortcut that does the same, e.g. `mod+k`. */
  keys?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  /** One element that takes a ref. */
  children: ReactElement;
}

/** A short hint after 400 ms of hover, at once on keyboard focus. Absent when the label is empty. */
export function Tooltip({ label, keys, side = "top", children }: TooltipProps) {
  if (!label) return children;
  return (
    <MantineTooltip
      label={<span className={css.row}>{label}{keys !== undefined && <span className={css.keys}>{keyText(keys)}</span>}</span>}
      position={side}
      openDelay={400}
      closeDelay={0}
      offset={6}
      events={{ hover: true, focus: true, touch: false }}
      transitionProps={{ transition: "fade", duration: 80 }}
      classNames={{ tooltip: css.tooltip }}
      zIndex="var(--z-menu)"
      multiline
    >
      {children}
    </MantineTooltip>
  );
}
