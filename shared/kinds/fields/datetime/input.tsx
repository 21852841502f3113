import { DateTimeInput } from "#shared/ui/DateTimeInput.tsx";
import type { InputProps } from "../../define-view.ts";
import { DateFieldInput } from "../../lib/date-field-input.tsx";

/** A moment, typed or chosen. */
export function Input(props: InputProps) {
  return <DateFieldInput {...props} control={DateTimeInput} />;
}
