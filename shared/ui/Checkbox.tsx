import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import { useEffect, useId, useRef, type ComponentProps, type ReactNode } from "react";
import css from "./Checkbox.module.css";

export interface CheckboxProps extends Pick<ComponentProps<"input">, "name" | "onBlur" | "tabIndex"> {
  id?: string | undefined;
  checked: boolean;
  onChange: (checked: boolean, shift: boolean) => void;
  /** Some of what it stands for is chosen. */
  mixed?: boolean | undefined;
  /** Beside the box; without it `aria-label` is needed. */
  label?: ReactNode;
  help?: ReactNode;
  error?: ReactNode;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  readOnly?: boolean | undefined;
  "aria-label"?: string | undefined;
  "aria-labelledby"?: string | undefined;
}

/** A tick: yes or no, or one of many rows. `onChange` also tells whether Shift was held, for ranges. */
export function Checkbox({ id, checked, onChange, mixed = false, label, help, error, required, disabled, readOnly, ...rest }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  const shift = useRef(false);
  const made = useId();
  const control = id ?? made;
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = mixed;
  }, [mixed]);
  const below = error ?? help;
  const input = (
    <span className={css.box} data-disabled={disabled || undefined} data-readonly={readOnly || undefined} data-invalid={Boolean(error) || undefined}>
      <input
        {...rest}
        id={control}
        ref={box}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-readonly={readOnly || undefined}
        aria-required={required || undefined}
        aria-invalid={Boolean(error) || undefined}
        aria-describedby={below ? `${control}-below` : undefined}
        onClick={(event) => {
          shift.current = event.shiftKey;
          if (readOnly === true) event.preventDefault();
        }}
        onChange={(event) => {
          if (readOnly !== true) onChange(event.currentTarget.checked, shift.current);
        }}
      />
      {mixed ? <Minus aria-hidden="true" /> : <Check aria-hidden="true" />}
    </span>
  );
  if (label === undefined && !below) return input;
  return (
    <div className={css.row}>
      {input}
      <div className={css.words}>
        {label !== undefined && <label htmlFor={control}>{label}{required === true && <span className={css.required} aria-hidden="true"> *</span>}</label>}
        {below && <div id={`${control}-below`} className={error ? css.error : css.help}>{below}</div>}
      </div>
    </div>
  );
}
