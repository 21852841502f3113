import "@mantine/core/styles/Popover.layer.css";
import { Popover as MantinePopover } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import { Anchor } from "./anchor.tsx";
import { Mantine } from "./mantine.tsx";
import css from "./Popover.module.css";
import type { PopoverProps } from "./Popover.tsx";

export interface PopoverPanelProps extends Pick<PopoverProps, "label" | "align" | "side" | "width" | "flush"> {
  anchor: HTMLElement;
  opened: boolean;
  onChange: (opened: boolean) => void;
  children: ReactNode;
}

/** What a popover opens. */
export function PopoverPanel({ label, align = "start", side = "bottom", width, flush = false, anchor, opened, onChange, children }: PopoverPanelProps) {
  // Drawn closed first: the focus that is to come back is noted when it opens.
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => setDrawn(true), []);
  return (
    <Mantine>
      <MantinePopover
        opened={opened && isDrawn}
        onChange={onChange}
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
        <MantinePopover.Target><Anchor element={anchor} /></MantinePopover.Target>
        <MantinePopover.Dropdown aria-label={label} data-flush={flush || undefined}>{children}</MantinePopover.Dropdown>
      </MantinePopover>
    </Mantine>
  );
}
