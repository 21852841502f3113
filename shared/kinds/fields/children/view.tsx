import type { DisplayProps, FieldView } from "../../define-view.ts";
import { NumberCell } from "../../lib/cells.tsx";
import { useFormatContext } from "../../ports.tsx";
import { kind } from "./kind.ts";

/** How many lines there are. They are typed in the block `lines`, which needs the form around it. */
function Display({ field, value, dense }: DisplayProps) {
  return <NumberCell text={kind.format(value, field, useFormatContext(dense))} />;
}

export const view: FieldView = { Input: Display, Display, numeric: true, width: 90 };
