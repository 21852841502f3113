import X from "lucide-react/icons/x";
import { useRef, type ComponentProps, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FieldFrame, frameOf, type FieldProps } from "./FieldFrame.tsx";
import { InputShell } from "./InputShell.tsx";
import { InsetButton } from "./InsetButton.tsx";
import { useMergedRef } from "@mantine/hooks";

type NativeProps = Pick<ComponentProps<"input">, "name" | "placeholder" | "autoComplete" | "autoFocus" | "inputMode" | "maxLength" | "spellCheck" | "onBlur" | "onFocus" | "onKeyDown" | "onPaste" | "ref">;

export interface TextInputProps extends FieldProps, NativeProps {
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email" | "tel" | "url" | "password" | "search";
  /** Icon or unit before the text, e.g. a magnifying glass. */
  before?: ReactNode;
  /** Unit or small action after it. */
  after?: ReactNode;
  /** Shows an × while there is text (search fields). */
  clearable?: boolean;
}

/** One line of text. */
export function TextInput(props: TextInputProps) {
  const { value, onChange, type = "text", before, after, clearable = false, readOnly, disabled, size, error } = props;
  const { name, placeholder, autoComplete, autoFocus, inputMode, maxLength, spellCheck, onBlur, onFocus, onKeyDown, onPaste, ref } = props;
  const { t } = useTranslation("ui");
  const own = useRef<HTMLInputElement>(null);
  const merged = useMergedRef(own, ref);
  // The focus trap of dialogs and drawers looks for the attribute, React for the property.
  const native = { "data-autofocus": autoFocus || undefined, name, placeholder, autoComplete, autoFocus, inputMode, maxLength, spellCheck, onBlur, onFocus, onKeyDown, onPaste };
  function clear(): void {
    onChange("");
    own.current?.focus();
  }
  return (
    <FieldFrame {...frameOf(props)}>
      {(wiring) => (
        <InputShell size={size} invalid={Boolean(error)} readOnly={readOnly} disabled={disabled} before={before}
          after={clearable && value !== "" ? <InsetButton label={t("clear")} onClick={clear}><X /></InsetButton> : after}>
          <input {...native} {...wiring} ref={merged} type={type} value={value} readOnly={readOnly} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value)} />
        </InputShell>
      )}
    </FieldFrame>
  );
}
