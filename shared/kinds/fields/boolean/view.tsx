import Check from "lucide-react/icons/check";
import { labelText } from "#shared/lib/label.ts";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import type { DisplayProps, FieldView, InputProps } from "../../define-view.ts";
import css from "../../lib/cells.module.css";
import { useFieldPorts } from "../../ports.tsx";

function Input({ id, field, value, onChange, onBlur, readOnly, dense }: InputProps) {
  const { format } = useFieldPorts();
  const name = dense === true ? labelText(field.label, format.language, field.name) : undefined;
  return <Checkbox id={id} aria-label={name} readOnly={readOnly} checked={value === true} onChange={(checked) => onChange(checked)} onBlur={onBlur} />;
}

/** A tick; "no" is a dash, and both are said in words. */
function Display({ value }: DisplayProps) {
  const ports = useFieldPorts();
  if (value === true) return <Check className={css.tick} role="img" aria-label={ports.text("yes")} />;
  return <span className={css.empty} role="img" aria-label={ports.text("no")}>–</span>;
}

export const view: FieldView = { Input, Display, width: 80 };
