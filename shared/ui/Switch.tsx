import { useId, type ReactNode } from "react";
import css from "./Switch.module.css";

export interface SwitchProps {
  id?: string | undefined;
  checked: boolean;
  onChange: (checked: boolean) => void;
  label?: ReactNode;
  help?: ReactNode;
  error?: ReactNode;
  disabled?: boolean | undefined;
  readOnly?: boolean | undefined;
  name?: string | undefined;
  onBlur?: (() => void) | undefined;
  /** The label stands at the start and the switch at the end of the row, as in inspectors. */
  labelFirst?: boolean | undefined;
  "aria-label"?: string | undefined;
  "aria-labelledby"?: string | undefined;
}

/** On or off, at once: for settings. A value that is saved later is a `Checkbox`. */
export function Switch({ id, checked, onChange, label, help, error, disabled, readOnly, labelFirst = false, onBlur, ...rest }: SwitchProps) {
  const made = useId();
  const control = id ?? made;
  const below = error ?? help;
  return (
    <div className={css.row} data-label-first={labelFirst || undefined}>
      <input
        {...rest}
        id={control}
        className={css.switch}
        type="checkbox"
        role="switch"
        checked={checked}
        disabled={disabled}
        aria-readonly={readOnly || undefined}
        aria-invalid={Boolean(error) || undefined}
        aria-describedby={below ? `${control}-below` : undefined}
        onBlur={onBlur}
        onChange={(event) => {
          if (readOnly !== true) onChange(event.currentTarget.checked);
        }}
      />
      {(label !== undefined || below) && (
        <div className={css.words}>
          {label !== undefined && <label htmlFor={control}>{label}</label>}
          {below && <div id={`${control}-below`} className={error ? css.error : css.help}>{below}</div>}
        </div>
      )}
    </div>
  );
}
