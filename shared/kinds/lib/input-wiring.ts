import { labelText, type Language } from "#shared/lib/label.ts";
import type { InputProps } from "../define-view.ts";

/**
 * What every control of the kit is given from a field's input props: its id, how it is marked and named. The frame around
 * it (label, help, error) is the form's; in a grid there is none, so the control says its own name.
 */
export function wiringOf(props: InputProps, language: Language) {
  const { id, field, readOnly, invalid, describedBy, dense } = props;
  return {
    id,
    readOnly,
    invalid,
    "aria-describedby": describedBy,
    size: dense === true ? ("sm" as const) : ("md" as const),
    ...(dense === true && { autoFocus: true, "aria-label": labelText(field.label, language, field.name) }),
  };
}
