import type { DisplayProps, FieldView } from "../../define-view.ts";
import { EmptyCell } from "../../lib/cells.tsx";
import css from "../../lib/cells.module.css";
import { lazyInput } from "../../lib/lazy-input.tsx";
import { relativeMoment } from "../../lib/time.ts";
import { useFormatContext } from "../../ports.tsx";
import { kind } from "./kind.ts";

/** Within a week in words, the exact moment in the tooltip. */
function Display({ field, value, dense }: DisplayProps) {
  const context = useFormatContext(dense);
  const exact = kind.format(value, field, { ...context, dense: false });
  if (typeof value !== "string" || exact === "") return <EmptyCell />;
  return <time className={css.number} dateTime={value} title={exact}>{relativeMoment(value, context) ?? kind.format(value, field, context)}</time>;
}

export const view: FieldView = { Input: lazyInput(async () => (await import("./input.tsx")).Input), Display, width: 170 };
