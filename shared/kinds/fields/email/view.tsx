import type { DisplayProps, FieldView, InputProps } from "../../define-view.ts";
import { LineInput } from "../../lib/line-input.tsx";
import { LinkCell } from "../../lib/link-cell.tsx";
import { kind } from "./kind.ts";

function Input(props: InputProps) {
  return <LineInput {...props} inputMode="email" />;
}

function Display({ field, value }: DisplayProps) {
  const text = kind.format(value);
  return <LinkCell value={value} text={text} href={kind.parse(value, field).ok ? `mailto:${text}` : null} />;
}

export const view: FieldView = { Input, Display, width: 200 };
