import type { DisplayProps, FieldView } from "../../define-view.ts";
import { lazyInput } from "../../lib/lazy-input.tsx";
import { wordsOf } from "../../lib/lists.ts";
import { OptionCell } from "../../lib/option-cell.tsx";

function Display({ field, value, dense }: DisplayProps) {
  return <OptionCell field={field} words={wordsOf(value)} dense={dense} />;
}

export const view: FieldView = { Input: lazyInput(async () => (await import("./input.tsx")).Input), Display, width: 190 };
