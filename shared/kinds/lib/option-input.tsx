import { labelText, type Language } from "#shared/lib/label.ts";
import { MultiSelect } from "#shared/ui/MultiSelect.tsx";
import { Select, type SelectOption } from "#shared/ui/Select.tsx";
import type { FieldInfo } from "../define.ts";
import type { InputProps } from "../define-view.ts";
import { useFieldPorts } from "../ports.tsx";
import { DenseFrame } from "./dense-frame.tsx";
import { wiringOf } from "./input-wiring.ts";
import { wordsOf } from "./lists.ts";

/** What is offered: active options, and inactive ones that the record still holds. */
function offered(field: FieldInfo, held: readonly string[], language: Language): SelectOption[] {
  return field.options
    .filter((option) => !option.inactive || held.includes(option.value))
    .map((option) => ({ value: option.value, label: labelText(option.label, language, option.value), hue: option.hue }));
}

/** One of a field's options. */
export function OptionInput(props: InputProps) {
  const { format } = useFieldPorts();
  const { field, value, onChange, onBlur, dense } = props;
  const held = typeof value === "string" ? value : null;
  return (
    <DenseFrame dense={dense}>
      <Select {...wiringOf(props, format.language)} options={offered(field, held === null ? [] : [held], format.language)} value={held} onChange={onChange} onBlur={onBlur} clearable={!field.required} />
    </DenseFrame>
  );
}

/** Several of a field's options. */
export function OptionsInput(props: InputProps) {
  const { format } = useFieldPorts();
  const { field, value, onChange, onBlur, dense } = props;
  const held = wordsOf(value);
  return (
    <DenseFrame dense={dense}>
      <MultiSelect
        {...wiringOf(props, format.language)}
        options={offered(field, held, format.language)}
        value={held}
        onChange={(words) => onChange(words.length === 0 ? null : words)}
        onBlur={onBlur}
      />
    </DenseFrame>
  );
}
