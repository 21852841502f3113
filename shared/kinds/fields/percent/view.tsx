import type { DisplayProps, FieldView, InputProps } from "../../define-view.ts";
import { NumberCell } from "../../lib/cells.tsx";
import { NumberInput } from "../../lib/number-input.tsx";
import { useFormatContext } from "../../ports.tsx";
import { kind } from "./kind.ts";

function Input(props: InputProps) {
  return <NumberInput {...props} suffix="%" />;
}

function Display({ field, value, dense }: DisplayProps) {
  return <NumberCell text={kind.format(value, field, useFormatContext(dense))} />;
}

export const view: FieldView = { Input, Display, numeric: true, width: 90 };
