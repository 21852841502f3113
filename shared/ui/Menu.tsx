import { cloneElement, lazy, Suspense, useState, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactElement, type ReactNode } from "react";

export interface MenuItem {
  key: string;
  label: string;
  icon?: ReactNode;
  /** The shortcut that does the same. */
  keys?: string | undefined;
  /** Grey words under or after the label are a sign of a wrong label; this is only for a current value. */
  value?: ReactNode;
  /** Destructive: text-coloured, moved to the end after a line. */
  danger?: boolean | undefined;
  /** Why it can't be used now; shown in the title. */
  disabledReason?: string | undefined;
  /** For settings: whether it is on. */
  checked?: boolean | undefined;
  href?: string | undefined;
  onSelect?: (() => void) | undefined;
}

/** A row, a line between rows, or a small heading over them. */
export type MenuEntry = MenuItem | "line" | { heading: string };

export interface MenuProps {
  entries: readonly MenuEntry[];
  /** Names the menu. */
  label: string;
  align?: "start" | "end";
  side?: "bottom" | "top" | "right";
  width?: number | "target";
  /** The button that opens it. */
  children: ReactElement<Opener>;
}

interface Opener {
  "aria-haspopup"?: "menu";
  "aria-expanded"?: boolean;
  onClick?: ((event: MouseEvent<HTMLElement>) => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent<HTMLElement>) => void) | undefined;
  onPointerEnter?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
}

const loadPanel = () => import("./MenuPanel.tsx");
const MenuPanel = lazy(async () => ({ default: (await loadPanel()).MenuPanel }));

/** A menu at a button. Arrows move, Enter chooses, Escape closes and gives the focus back. Its code comes when the pointer nears it. */
export function Menu({ children, ...panel }: MenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [opened, setOpened] = useState(false);
  const { props } = children;
  return (
    <>
      {cloneElement(children, {
        "aria-haspopup": "menu",
        "aria-expanded": opened,
        onClick(event) {
          props.onClick?.(event);
          setAnchor(event.currentTarget);
          setOpened(!opened);
        },
        onKeyDown(event) {
          props.onKeyDown?.(event);
          if (event.key !== "ArrowDown" || event.defaultPrevented || opened) return;
          event.preventDefault();
          setAnchor(event.currentTarget);
          setOpened(true);
        },
        onPointerEnter(event) {
          props.onPointerEnter?.(event);
          void loadPanel().catch(() => undefined); // asked for again when it is opened
        },
      })}
      {anchor && <Suspense fallback={null}><MenuPanel {...panel} anchor={anchor} opened={opened} onClose={() => setOpened(false)} /></Suspense>}
    </>
  );
}
