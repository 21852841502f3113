import type { ComponentType } from "react";
import type { DateFieldProps } from "#shared/ui/DateField.tsx";
import type { InputProps } from "../define-view.ts";
import { useFieldPorts } from "../ports.tsx";
import { DenseFrame } from "./dense-frame.tsx";
import { wiringOf } from "./input-wiring.ts";

/** A kit control for times, wired to a field. `min` and `max` only lead the calendar; the validator checks what is typed. */
export function DateFieldInput({ control: Control, min, max, ...props }: InputProps & { control: ComponentType<DateFieldProps>; min?: string; max?: string }) {
  const { format } = useFieldPorts();
  const { value, onChange, onBlur, dense } = props;
  return (
    <DenseFrame dense={dense}>
      <Control {...wiringOf(props, format.language)} value={typeof value === "string" ? value : null} onChange={onChange} onBlur={onBlur} min={min} max={max} />
    </DenseFrame>
  );
}
