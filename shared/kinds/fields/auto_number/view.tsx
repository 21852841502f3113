import type { DisplayProps, FieldView } from "../../define-view.ts";
import { LineCell } from "../../lib/cells.tsx";
import { LineInput } from "../../lib/line-input.tsx";

function Display({ value }: DisplayProps) {
  return <LineCell text={typeof value === "string" ? value : ""} />;
}

export const view: FieldView = { Input: LineInput, Display, width: 140 };
