import { TextInput, type TextInputProps } from "#shared/ui/TextInput.tsx";
import type { InputProps } from "../define-view.ts";
import { useFieldPorts } from "../ports.tsx";
import { DenseFrame } from "./dense-frame.tsx";
import { wiringOf } from "./input-wiring.ts";

/** One line of text, of the kinds that phones have a keyboard of their own for. */
export function LineInput({ type = "text", ...props }: InputProps & Pick<TextInputProps, "type">) {
  const { format } = useFieldPorts();
  const { value, onChange, onBlur, dense } = props;
  return (
    <DenseFrame dense={dense}>
      <TextInput
        {...wiringOf(props, format.language)}
        type={type}
        value={typeof value === "string" ? value : ""}
        onChange={(text) => onChange(text === "" ? null : text)}
        onBlur={onBlur}
        autoComplete="off"
        spellCheck={type === "text"}
      />
    </DenseFrame>
  );
}
