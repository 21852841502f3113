import { TagsInput } from "#shared/ui/TagsInput.tsx";
import type { InputProps } from "../../define-view.ts";
import { DenseFrame } from "../../lib/dense-frame.tsx";
import { wiringOf } from "../../lib/input-wiring.ts";
import { wordsOf } from "../../lib/lists.ts";
import { useFieldPorts } from "../../ports.tsx";

/** Free words, finished with Enter or a comma. */
export function Input(props: InputProps) {
  const { format } = useFieldPorts();
  const { value, onChange, onBlur, dense } = props;
  return (
    <DenseFrame dense={dense}>
      <TagsInput {...wiringOf(props, format.language)} value={wordsOf(value)} onChange={(words) => onChange(words.length === 0 ? null : words)} onBlur={onBlur} />
    </DenseFrame>
  );
}
