import { MonthInput } from "#shared/ui/MonthInput.tsx";
import type { InputProps } from "../../define-view.ts";
import { DateFieldInput } from "../../lib/date-field-input.tsx";

/** A month, typed or chosen. */
export function Input(props: InputProps) {
  return <DateFieldInput {...props} control={MonthInput} />;
}
