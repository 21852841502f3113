import "@mantine/core/styles/Popover.layer.css";
import { Popover as MantinePopover } from "@mantine/core";
import { cloneElement, useState, type MouseEvent, type ReactElement, type ReactNode } from "react";
import css from "./Popover.module.css";

export interface PopoverProps {
  /** The element that opens it: a button that takes a ref. */
  target: ReactElement<{ onClick?: ((event: MouseEvent<HTMLButtonElement>) => void) | undefined }>;
  /** Names the panel for those who hear the page. */
  label: string;
  /** Its content; a function gets `close`. */
  children: ReactNode | ((close: () => void) => ReactNode);
  align?: "start" | "center" | "end";
  side?: "bottom" | "top" | "left" | "right";
  /** px, or as wide as its target */
  width?: number | "target";
  /** Without the usual 12 px of padding. */
  flush?: boolean;
  opened?: boolean;
  onOpenChange?: (opened: boolean) => void;
}

/** A small panel at its target: settings, a form of a few fields. Escape and a click outside close it; the focus goes in and comes back. */
export function Popover({ target, label, children, align = "start", side = "bottom", width, flush = false, opened, onOpenChange }: PopoverProps) {
  const [own, setOwn] = useState(false);
  const open = opened ?? own;
  function change(next: boolean): void {
    if (opened === undefined) setOwn(next);
    onOpenChange?.(next);
  }
  return (
    <MantinePopover
      opened={open}
      onChange={change}
      position={align === "center" ? side : `${side}-${align}`}
      {...(width !== undefined && { width })}
      offset={4}
      trapFocus
      returnFocus
      withinPortal
      zIndex="var(--z-menu)"
      transitionProps={{ transition: "fade", duration: 100 }}
      classNames={{ dropdown: css.panel }}
    >
      <MantinePopover.Target>
        {cloneElement(target, {
          onClick: (event: MouseEvent<HTMLButtonElement>) => {
            target.props.onClick?.(event);
            change(!open);
          },
        })}
      </MantinePopover.Target>
      <MantinePopover.Dropdown aria-label={label} data-flush={flush || undefined}>
        {typeof children === "function" ? children(() => change(false)) : children}
      </MantinePopover.Dropdown>
    </MantinePopover>
  );
}
