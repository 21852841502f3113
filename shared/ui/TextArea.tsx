import { useMergedRef } from "@mantine/hooks";
import { useLayoutEffect, useRef, type ComponentProps } from "react";
import { FieldFrame, frameOf, type FieldProps } from "./FieldFrame.tsx";
import { InputShell } from "./InputShell.tsx";

type NativeProps = Pick<ComponentProps<"textarea">, "name" | "placeholder" | "maxLength" | "autoFocus" | "spellCheck" | "onBlur" | "onFocus" | "onKeyDown" | "ref">;

export interface TextAreaProps extends FieldProps, NativeProps {
  value: string;
  onChange: (value: string) => void;
  /** Lines shown when empty. */
  minRows?: number;
  /** Lines after which it scrolls. */
  maxRows?: number;
}

/** Text of several lines; as tall as what is written, between `minRows` and `maxRows`. */
export function TextArea(props: TextAreaProps) {
  const { value, onChange, minRows = 3, maxRows = 12, readOnly, disabled, size, error } = props;
  const { name, placeholder, maxLength, autoFocus, spellCheck, onBlur, onFocus, onKeyDown, ref } = props;
  const own = useRef<HTMLTextAreaElement>(null);
  const merged = useMergedRef(own, ref);

  useLayoutEffect(() => {
    const area = own.current;
    if (area === null) return;
    const line = Number.parseFloat(getComputedStyle(area).lineHeight);
    area.style.height = "0";
    const wanted = Math.min(Math.max(area.scrollHeight, line * minRows), line * maxRows);
    area.style.height = `${wanted}px`;
    area.style.overflowY = area.scrollHeight > wanted + 1 ? "auto" : "hidden";
  }, [value, minRows, maxRows]);

  const native = { "data-autofocus": autoFocus || undefined, name, placeholder, maxLength, autoFocus, spellCheck, onBlur, onFocus, onKeyDown };
  return (
    <FieldFrame {...frameOf(props)}>
      {(wiring) => (
        <InputShell size={size} invalid={Boolean(error)} readOnly={readOnly} disabled={disabled} tall>
          <textarea {...native} {...wiring} ref={merged} rows={minRows} style={{ resize: "none" }} value={value} readOnly={readOnly} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value)} />
        </InputShell>
      )}
    </FieldFrame>
  );
}
