import { useState } from "react";
import { Combo, type ComboItem, type ComboProps } from "./Combo.tsx";
import { matches } from "./match.ts";

/** One option: its value, its label, perhaps a hue (then it is drawn as a tag) and a group. */
export type SelectOption = ComboItem;

/** What Select, MultiSelect and TagsInput have in common. */
export interface ChoiceProps extends Omit<ComboProps, "multiple" | "chosen" | "items" | "query" | "onQuery" | "onChoose" | "onRemove" | "freeText" | "busy" | "problem" | "onOpenChange" | "onCreate"> {
  options: readonly SelectOption[];
}

export interface SelectProps extends ChoiceProps {
  value: string | null;
  onChange: (value: string | null) => void;
  onCreate?: ((text: string) => void) | undefined;
}

/** One of a list. Typing searches; emptying the text, or ×, takes the value back unless `clearable` is false. */
export function Select({ value, onChange, options, ...rest }: SelectProps) {
  const [query, setQuery] = useState<string | null>(null);
  return (
    <Combo
      {...rest}
      multiple={false}
      chosen={value === null || value === "" ? [] : [optionOf(options, value)]}
      items={options.filter((option) => matches(query ?? "", option.label))}
      query={query}
      onQuery={setQuery}
      onChoose={onChange}
      onRemove={() => onChange(null)}
    />
  );
}

/** A value whose option was removed is still shown, as it is stored. */
export function optionOf(options: readonly SelectOption[], value: string): SelectOption {
  return options.find((option) => option.value === value) ?? { value, label: value };
}
