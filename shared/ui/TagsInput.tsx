import { useState } from "react";
import { Combo } from "./Combo.tsx";
import { matches } from "./match.ts";
import { optionOf, type ChoiceProps } from "./Select.tsx";

export interface TagsInputProps extends Omit<ChoiceProps, "options"> {
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** Tags used elsewhere, offered while typing. */
  options?: ChoiceProps["options"];
}

/** Free words. Enter, comma or leaving the field finishes one; the same word is never there twice. */
export function TagsInput({ value, onChange, options = [], ...rest }: TagsInputProps) {
  const [query, setQuery] = useState<string | null>(null);
  function add(text: string): void {
    if (text !== "" && !value.includes(text)) onChange([...value, text]);
  }
  return (
    <Combo
      {...rest}
      multiple
      freeText
      chosen={value.map((one) => optionOf(options, one))}
      items={options.filter((option) => !value.includes(option.value) && matches(query ?? "", option.label))}
      query={query}
      onQuery={setQuery}
      onChoose={add}
      onCreate={add}
      onRemove={(removed) => onChange(value.filter((one) => one !== removed))}
    />
  );
}
