import { useState } from "react";
import { Combo } from "./Combo.tsx";
import { matches } from "./match.ts";
import { optionOf, type ChoiceProps } from "./Select.tsx";

export interface MultiSelectProps extends ChoiceProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
  onCreate?: ((text: string) => void) | undefined;
}

/** Several of a list, in the order of the options. Backspace in the empty field takes the last one back. */
export function MultiSelect({ value, onChange, options, ...rest }: MultiSelectProps) {
  const [query, setQuery] = useState<string | null>(null);
  function add(added: string): void {
    const order = (one: string): number => {
      const at = options.findIndex((option) => option.value === one);
      return at === -1 ? options.length : at;
    };
    onChange([...value, added].toSorted((one, other) => order(one) - order(other)));
  }
  return (
    <Combo
      {...rest}
      multiple
      chosen={value.map((one) => optionOf(options, one))}
      items={options.filter((option) => matches(query ?? "", option.label))}
      query={query}
      onQuery={setQuery}
      onChoose={add}
      onRemove={(removed) => onChange(value.filter((one) => one !== removed))}
    />
  );
}
