import { useMergedRef } from "@mantine/hooks";
import { useLayoutEffect, useRef, useState, type ComponentProps } from "react";
import { editableDecimal, formatDecimal, parseDecimal } from "./decimal-text.ts";
import css from "./DecimalInput.module.css";
import { FieldFrame, frameOf, type FieldProps } from "./FieldFrame.tsx";
import { useFormat } from "./format.ts";
import { InputShell } from "./InputShell.tsx";

type NativeProps = Pick<ComponentProps<"input">, "name" | "placeholder" | "autoFocus" | "onFocus" | "onKeyDown" | "ref">;

export interface DecimalInputProps extends FieldProps, NativeProps {
  /** A plain decimal such as "-1200.50"; null or "" when empty. */
  value: string | null;
  /**
   * The plain decimal, or null when empty. What can't be read as a number comes as it was typed, for the validator to explain;
   * it is never dropped and never rounded.
   */
  onChange: (value: string | null) => void;
  onBlur?: () => void;
  /** Digits shown after the point while not focused. */
  scale?: number;
  /** Currency sign or code before the number. */
  prefix?: string | undefined;
  /** Unit or % after the number. */
  suffix?: string | undefined;
  /** Right-aligned, as in table cells. */
  alignEnd?: boolean;
}

/** A number of any kind (integer, decimal, money, percent), exact: text in, text out. Grouped unless someone is typing in it. */
export function DecimalInput(props: DecimalInputProps) {
  const { value, onChange, onBlur, scale = 0, prefix, suffix, alignEnd = false, readOnly, disabled, size, error } = props;
  const { name, placeholder, autoFocus, onFocus, onKeyDown, ref } = props;
  const { locale } = useFormat();
  // While focused the text is the person's own: reformatting under the caret would move it.
  const [typed, setTyped] = useState<string>();
  const plain = value ?? "";
  const input = useRef<HTMLInputElement>(null);
  const merged = useMergedRef(input, ref);
  const entering = useRef(false);

  // On entering, the grouped text gives way to the editable one, and the browser drops the selection that Tab had made.
  useLayoutEffect(() => {
    if (!entering.current || typed === undefined) return;
    entering.current = false;
    input.current?.select();
  }, [typed]);

  function read(text: string): void {
    setTyped(text);
    const decimal = parseDecimal(text, locale);
    onChange(decimal === "" ? null : (decimal ?? text));
  }
  return (
    <FieldFrame {...frameOf(props)}>
      {(wiring) => (
        <InputShell size={size} invalid={Boolean(error)} readOnly={readOnly} disabled={disabled} before={prefix} after={suffix} className={alignEnd ? css.end : undefined}>
          <input
            {...wiring}
            {...{ name, placeholder, autoFocus, onKeyDown, "data-autofocus": autoFocus || undefined }}
            ref={merged}
            className={css.input}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={typed ?? formatDecimal(plain, locale, scale)}
            readOnly={readOnly}
            disabled={disabled}
            onFocus={(event) => {
              if (readOnly !== true) {
                entering.current = true;
                setTyped(editableDecimal(plain, locale));
              }
              onFocus?.(event);
            }}
            onBlur={() => {
              setTyped(undefined);
              onBlur?.();
            }}
            onChange={(event) => read(event.currentTarget.value)}
          />
        </InputShell>
      )}
    </FieldFrame>
  );
}
