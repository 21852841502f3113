import { Rating } from "#shared/ui/Rating.tsx";
import type { DisplayProps, FieldView, InputProps } from "../../define-view.ts";
import { EmptyCell } from "../../lib/cells.tsx";
import css from "../../lib/cells.module.css";
import { wiringOf } from "../../lib/input-wiring.ts";
import { useFieldPorts } from "../../ports.tsx";
import { kind, starsOf } from "./kind.ts";

function Input(props: InputProps) {
  const { format } = useFieldPorts();
  const { field, value, onChange, onBlur } = props;
  return <Rating {...wiringOf(props, format.language)} value={typeof value === "number" ? value : null} onChange={onChange} onBlur={onBlur} max={starsOf(field)} />;
}

function Display({ field, value }: DisplayProps) {
  const spoken = kind.format(value, field);
  if (typeof value !== "number") return <EmptyCell />;
  return (
    <span className={css.star} role="img" aria-label={spoken} title={spoken}>
      <b>{"★".repeat(value)}</b>{"★".repeat(Math.max(0, starsOf(field) - value))}
    </span>
  );
}

export const view: FieldView = { Input, Display, width: 110 };
