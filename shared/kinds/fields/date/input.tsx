import { DateInput } from "#shared/ui/DateInput.tsx";
import type { InputProps } from "../../define-view.ts";
import { DateFieldInput } from "../../lib/date-field-input.tsx";

/** A day, typed or chosen. */
export function Input(props: InputProps) {
  const { min, max } = props.field.settings;
  return <DateFieldInput {...props} control={DateInput} {...(min !== undefined && { min: String(min) })} {...(max !== undefined && { max: String(max) })} />;
}
