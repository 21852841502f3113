import { useState } from "react";
import type { Json } from "#shared/lib/json.ts";
import { TextArea } from "#shared/ui/TextArea.tsx";
import type { InputProps } from "../../define-view.ts";
import { DenseFrame } from "../../lib/dense-frame.tsx";
import { wiringOf } from "../../lib/input-wiring.ts";
import { useFieldPorts } from "../../ports.tsx";

/**
 * JSON as text. Only what can be read reaches the form: half a document is not handed on as a string, which would be valid
 * JSON and not what was meant. Until then the field says that the last readable value still holds.
 */
export function Input(props: InputProps) {
  const { format, text: message } = useFieldPorts();
  const { value, onChange, onBlur, dense } = props;
  const [typed, setTyped] = useState<string>();
  const [broken, setBroken] = useState(false);

  function read(text: string): void {
    setTyped(text);
    const json = jsonOf(text);
    setBroken(json === undefined);
    if (json !== undefined) onChange(json);
  }
  function leave(): void {
    if (!broken) setTyped(undefined);
    onBlur?.();
  }
  return (
    <DenseFrame dense={dense}>
      <TextArea
        {...wiringOf(props, format.language)}
        {...(broken && { error: message("jsonBroken") })}
        value={typed ?? (value === null ? "" : JSON.stringify(value, null, 2))}
        onChange={read}
        onBlur={leave}
        minRows={dense === true ? 1 : 4}
        spellCheck={false}
      />
    </DenseFrame>
  );
}

/** Undefined for what is no JSON. */
function jsonOf(text: string): Json | undefined {
  if (text.trim() === "") return null;
  try {
    // JSON.parse answers `any`; what it answers is JSON by definition.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
