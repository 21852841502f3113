import { TextArea } from "#shared/ui/TextArea.tsx";
import type { DisplayProps, FieldView, InputProps } from "../../define-view.ts";
import { EmptyCell, LineCell } from "../../lib/cells.tsx";
import css from "../../lib/cells.module.css";
import { DenseFrame } from "../../lib/dense-frame.tsx";
import { wiringOf } from "../../lib/input-wiring.ts";
import { useFieldPorts, useFormatContext } from "../../ports.tsx";
import { kind } from "./kind.ts";

function Input(props: InputProps) {
  const { format } = useFieldPorts();
  const { value, onChange, onBlur, dense } = props;
  return (
    <DenseFrame dense={dense}>
      <TextArea
        {...wiringOf(props, format.language)}
        value={typeof value === "string" ? value : ""}
        onChange={(text) => onChange(text === "" ? null : text)}
        onBlur={onBlur}
        minRows={dense === true ? 1 : 3}
      />
    </DenseFrame>
  );
}

/** In lists the first line. */
function Display({ field, value, dense }: DisplayProps) {
  const text = kind.format(value, field, useFormatContext(dense));
  if (text === "") return <EmptyCell />;
  return dense === true ? <LineCell text={text} /> : <span className={css.prose}>{text}</span>;
}

export const view: FieldView = { Input, Display, width: 260 };
