import { cloneElement, useEffect, useId, useLayoutEffect, useRef, useState, type FocusEvent, type PointerEvent, type ReactElement, type ReactNode } from "react";
import { createPortal } from "react-dom";
import css from "./Tooltip.module.css";
import { keyText } from "./keys.ts";

export interface TooltipProps {
  /** At most two short lines; nothing that is needed to use the thing. */
  label: ReactNode;
  /** The shortcut that does the same, e.g. `mod+k`. */
  keys?: string | undefined;
  side?: Side;
  /** One element that hands the events of its DOM element on. */
  children: ReactElement<Hinted>;
}

type Side = "top" | "bottom" | "left" | "right";

/** What the hint listens to; what the element does itself comes first. */
interface Hinted {
  "aria-describedby"?: string | undefined;
  onPointerEnter?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
  onPointerLeave?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
  onPointerDown?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
  onFocus?: ((event: FocusEvent<HTMLElement>) => void) | undefined;
  onBlur?: ((event: FocusEvent<HTMLElement>) => void) | undefined;
}

const DELAY = 400;
/** Between the hint and its element, and between the hint and the window's edge. */
const GAP = 6;
const EDGE = 8;
const OPPOSITE: Readonly<Record<Side, Side>> = { top: "bottom", bottom: "top", left: "right", right: "left" };

/** A short hint after 400 ms of hover, at once on keyboard focus. Absent when the label is empty. Costs nothing until it is shown: a screen has a hundred. */
export function Tooltip({ label, keys, side = "top", children }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (!label) return children;
  const { props } = children;
  function hide(): void {
    clearTimeout(timer.current);
    setAnchor(null);
  }
  return (
    <>
      {cloneElement(children, {
        ...(anchor && { "aria-describedby": [props["aria-describedby"], id].filter(Boolean).join(" ") }),
        onPointerEnter(event) {
          props.onPointerEnter?.(event);
          if (event.pointerType === "touch") return;
          const element = event.currentTarget;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => setAnchor(element), DELAY);
        },
        onPointerLeave(event) {
          props.onPointerLeave?.(event);
          hide();
        },
        onPointerDown(event) {
          props.onPointerDown?.(event);
          hide();
        },
        onFocus(event) {
          props.onFocus?.(event);
          if (event.currentTarget.matches(":focus-visible")) setAnchor(event.currentTarget);
        },
        onBlur(event) {
          props.onBlur?.(event);
          hide();
        },
      })}
      {anchor && <Bubble id={id} anchor={anchor} side={side} onHide={hide}>{label}{keys !== undefined && <span className={css.keys}>{keyText(keys)}</span>}</Bubble>}
    </>
  );
}

interface BubbleProps {
  id: string;
  anchor: HTMLElement;
  side: Side;
  onHide: () => void;
  children: ReactNode;
}

function Bubble({ id, anchor, side, onHide, children }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = bubble.current;
    if (!own) return;
    const { left, top } = placed(anchor.getBoundingClientRect(), own.getBoundingClientRect(), side);
    own.style.left = `${left}px`;
    own.style.top = `${top}px`;
  });
  const hide = useRef(onHide);
  useEffect(() => {
    hide.current = onHide;
  });
  useEffect(() => {
    const stop = new AbortController();
    const leave = (): void => hide.current();
    // Whatever moves the element, or a key, ends the hint; so does a press anywhere, since a disabled button tells of no leave.
    addEventListener("scroll", leave, { capture: true, passive: true, signal: stop.signal });
    addEventListener("resize", leave, { signal: stop.signal });
    addEventListener("keydown", leave, { capture: true, signal: stop.signal });
    addEventListener("pointerdown", leave, { capture: true, signal: stop.signal });
    return () => stop.abort();
  }, []);
  return createPortal(<div ref={bubble} id={id} role="tooltip" className={css.tooltip}><span className={css.row}>{children}</span></div>, document.body);
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Beside the anchor on the side that is asked for, on the other where there is no room, never over the window's edge. */
function placed(anchor: Box, own: Box, side: Side): { left: number; top: number } {
  const at = (where: Side): { left: number; top: number } => {
    const middle = { left: anchor.left + (anchor.width - own.width) / 2, top: anchor.top + (anchor.height - own.height) / 2 };
    if (where === "top") return { ...middle, top: anchor.top - own.height - GAP };
    if (where === "bottom") return { ...middle, top: anchor.top + anchor.height + GAP };
    if (where === "left") return { ...middle, left: anchor.left - own.width - GAP };
    return { ...middle, left: anchor.left + anchor.width + GAP };
  };
  const fits = ({ left, top }: { left: number; top: number }): boolean => left >= 0 && top >= 0 && left + own.width <= innerWidth && top + own.height <= innerHeight;
  const isUpright = side === "top" || side === "bottom";
  const wanted = at(side);
  // Only the side's own direction decides whether to turn over: across it, moving along the edge is enough.
  const found = fits(isUpright ? { ...wanted, left: 0 } : { ...wanted, top: 0 }) ? wanted : at(OPPOSITE[side]);
  const within = (value: number, size: number, whole: number): number => Math.max(EDGE, Math.min(value, whole - size - EDGE));
  return { left: within(found.left, own.width, innerWidth), top: within(found.top, own.height, innerHeight) };
}
