import type { DisplayProps, FieldView } from "../../define-view.ts";
import { EmptyCell } from "../../lib/cells.tsx";
import css from "../../lib/cells.module.css";
import { lazyInput } from "../../lib/lazy-input.tsx";
import { useFormatContext } from "../../ports.tsx";
import { kind } from "./kind.ts";

function Display({ field, value, dense }: DisplayProps) {
  const text = kind.format(value, field, useFormatContext(dense));
  return typeof value === "string" && text !== "" ? <time className={css.number} dateTime={value}>{text}</time> : <EmptyCell />;
}

export const view: FieldView = { Input: lazyInput(async () => (await import("./input.tsx")).Input), Display, width: 136 };
