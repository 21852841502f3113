import type { Json } from "#shared/lib/json.ts";
import { DecimalInput } from "#shared/ui/DecimalInput.tsx";
import type { InputProps } from "../define-view.ts";
import { useFieldPorts } from "../ports.tsx";
import { DenseFrame } from "./dense-frame.tsx";
import { wiringOf } from "./input-wiring.ts";
import { scaleOf } from "./numbers.ts";

interface NumberInputProps extends InputProps {
  prefix?: string;
  suffix?: string;
}

/** An exact decimal, held as text. */
export function NumberInput({ prefix, suffix, ...props }: NumberInputProps) {
  const { format } = useFieldPorts();
  const { field, value, onChange, onBlur, dense } = props;
  return (
    <DenseFrame dense={dense}>
      <DecimalInput
        {...wiringOf(props, format.language)}
        value={textOf(value)}
        onChange={onChange}
        {...(onBlur && { onBlur })}
        scale={scaleOf(field)}
        prefix={prefix}
        suffix={suffix}
        alignEnd={dense === true}
      />
    </DenseFrame>
  );
}

const WHOLE = /^-?\d{1,16}$/;

/** A whole number, held as a JSON number; what is none stays text, for the validator to explain. */
export function WholeInput(props: InputProps) {
  return (
    <NumberInput
      {...props}
      onChange={(value) => props.onChange(typeof value === "string" && WHOLE.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : value)}
    />
  );
}

function textOf(value: Json): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : null;
}
