import { TextInput, type TextInputProps } from "#shared/ui/TextInput.tsx";
import type { InputProps } from "../define-view.ts";
import { useFieldPorts } from "../ports.tsx";
import { DenseFrame } from "./dense-frame.tsx";
import { wiringOf } from "./input-wiring.ts";

/**
 * One line of text; `inputMode` gives phones the right keyboard. The type stays text: browsers rewrite what is typed into an
 * input of type email, and our own parser explains better what is wrong.
 */
export function LineInput({ inputMode, ...props }: InputProps & Pick<TextInputProps, "inputMode">) {
  const { format } = useFieldPorts();
  const { value, onChange, onBlur, dense } = props;
  return (
    <DenseFrame dense={dense}>
      <TextInput
        {...wiringOf(props, format.language)}
        value={typeof value === "string" ? value : ""}
        onChange={(text) => onChange(text === "" ? null : text)}
        onBlur={onBlur}
        autoComplete="off"
        inputMode={inputMode}
        spellCheck={inputMode === undefined}
      />
    </DenseFrame>
  );
}
