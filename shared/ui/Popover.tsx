import { useMergedRef } from "@mantine/hooks";
import { cloneElement, lazy, Suspense, useState, type MouseEvent, type PointerEvent, type ReactElement, type ReactNode, type Ref } from "react";

export interface PopoverProps {
  /** The element that opens it: a button that takes a ref. */
  target: ReactElement<Opener>;
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

interface Opener {
  ref?: Ref<HTMLElement> | undefined;
  "aria-haspopup"?: "dialog" | "listbox" | undefined;
  "aria-expanded"?: boolean | undefined;
  onClick?: ((event: MouseEvent<HTMLButtonElement>) => void) | undefined;
  onPointerEnter?: ((event: PointerEvent<HTMLButtonElement>) => void) | undefined;
}

const loadPanel = () => import("./PopoverPanel.tsx");
const PopoverPanel = lazy(async () => ({ default: (await loadPanel()).PopoverPanel }));

/** A small panel at its target: settings, a form of a few fields. Escape and a click outside close it; the focus goes in and comes back. */
export function Popover({ target, children, opened, onOpenChange, ...panel }: PopoverProps) {
  const [own, setOwn] = useState(false);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [wasOpened, setWasOpened] = useState(false);
  const ref = useMergedRef(setAnchor, target.props.ref);
  const open = opened ?? own;
  if (open && !wasOpened) setWasOpened(true);
  function change(next: boolean): void {
    if (opened === undefined) setOwn(next);
    onOpenChange?.(next);
  }
  return (
    <>
      {cloneElement(target, {
        ref,
        "aria-haspopup": target.props["aria-haspopup"] ?? "dialog",
        "aria-expanded": open,
        onClick(event) {
          target.props.onClick?.(event);
          change(!open);
        },
        onPointerEnter(event) {
          target.props.onPointerEnter?.(event);
          void loadPanel().catch(() => undefined); // asked for again when it is opened
        },
      })}
      {anchor && wasOpened && (
        <Suspense fallback={null}>
          <PopoverPanel {...panel} anchor={anchor} opened={open} onChange={change}>{typeof children === "function" ? children(() => change(false)) : children}</PopoverPanel>
        </Suspense>
      )}
    </>
  );
}
