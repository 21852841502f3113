import type { DisplayProps, FieldView, InputProps } from "../../define-view.ts";
import { LineInput } from "../../lib/line-input.tsx";
import { LinkCell } from "../../lib/link-cell.tsx";
import { kind } from "./kind.ts";

function Input(props: InputProps) {
  return <LineInput {...props} inputMode="tel" />;
}

function Display({ field, value }: DisplayProps) {
  const text = kind.format(value);
  return <LinkCell value={value} text={text} href={kind.parse(value, field).ok ? `tel:${text.replaceAll(" ", "")}` : null} />;
}

export const view: FieldView = { Input, Display, width: 150 };
