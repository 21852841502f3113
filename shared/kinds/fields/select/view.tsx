import type { DisplayProps, FieldView } from "../../define-view.ts";
import { lazyInput } from "../../lib/lazy-input.tsx";
import { OptionCell } from "../../lib/option-cell.tsx";

function Display({ field, value, dense }: DisplayProps) {
  return <OptionCell field={field} words={typeof value === "string" ? [value] : []} dense={dense} />;
}

export const view: FieldView = { Input: lazyInput(async () => (await import("../../lib/option-input.tsx")).OptionInput), Display, width: 130 };
