import { memo, useEffect, useRef } from "react";
import { fieldKind } from "#shared/kinds/fields.ts";
import { fieldView } from "#shared/kinds/field-views.tsx";
import type { FieldInfo } from "#shared/kinds/define.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import type { Json } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import { FieldFrame } from "#shared/ui/FieldFrame.tsx";
import { ComputedMark, isFormula } from "./ComputedMark.tsx";
import css from "./fields.module.css";

export interface FieldSlotProps {
  /** Of the control; the label, help and error are wired to it. */
  id: string;
  field: FieldInfo;
  value: Json;
  onChange: (name: string, value: Json) => void;
  onBlur?: ((name: string) => void) | undefined;
  required?: boolean | undefined;
  readOnly?: boolean | undefined;
  error?: string | undefined;
  /** In place of the help: what is doubtful, or that only the save will tell. */
  hint?: string | undefined;
  /** A computed value that is not yet that of what is typed. */
  waiting?: boolean | undefined;
  /** Grey words after the label. */
  note?: string | undefined;
  /** Titles that came with the value it has. */
  titles?: Readonly<Record<string, string | null>> | undefined;
}

/** One field of a form: label, the input of its kind, help or what is wrong. Knows no workspace, only the ports of fields. */
export const FieldSlot = memo(function FieldSlot({ id, field, value, onChange, onBlur, required, readOnly, error, hint, waiting, note, titles }: FieldSlotProps) {
  const { format } = useFieldPorts();
  const view = fieldView(field.type);
  const control = useRef<HTMLDivElement>(null);
  // How a computed field comes about is said where its mark is opened.
  const help = hint ?? (isFormula(field) ? "" : labelText(field.settings.help, format.language));
  const below = error ?? help;
  useWiring(control, id, { describedBy: below === "" ? undefined : `${id}-below`, invalid: error !== undefined, required: required === true });
  if (!view) return null;
  // Only where it is read: a condition asks for something to compare it with.
  if (isFormula(field) && readOnly === true) {
    return (
      <div className={css.slot}>
        <FieldFrame id={id} label={labelText(field.label, format.language, field.name)} note={note} help={help} error={error}>
          {(wiring) => (
            <output id={wiring.id} className={css.output} aria-live="off" aria-describedby={wiring["aria-describedby"]} aria-busy={waiting === true} tabIndex={-1}>
              <view.Display field={field} value={value} {...(titles && { titles })} />
            </output>
          )}
        </FieldFrame>
        <ComputedMark field={field} />
      </div>
    );
  }
  const isGroup = fieldKind(field.type)?.group === "media";
  return (
    <FieldFrame id={id} label={labelText(field.label, format.language, field.name)} note={note} required={required === true && readOnly !== true} help={help} error={error} group={isGroup}>
      {(wiring) => (
        <div ref={control} className={css.control} data-invalid={error !== undefined || undefined} {...(isGroup && { role: "group", "aria-labelledby": `${id}-label` })}>
          <view.Input
            id={wiring.id}
            field={field}
            value={value}
            onChange={(next) => onChange(field.name, next)}
            {...(onBlur && { onBlur: () => onBlur(field.name) })}
            readOnly={readOnly === true}
            invalid={error !== undefined}
            {...(wiring["aria-describedby"] !== undefined && { describedBy: wiring["aria-describedby"] })}
            {...(titles && { titles })}
          />
        </div>
      )}
    </FieldFrame>
  );
});

interface Wiring {
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

/**
 * The inputs of the kinds draw no frame of their own, and so the kit gives them none of its wiring: what is wrong and what is
 * asked for is put on the control itself, also when its code came later.
 */
function useWiring(holder: { current: HTMLElement | null }, id: string, { describedBy, invalid, required }: Wiring): void {
  useEffect(() => {
    const root = holder.current;
    if (root === null) return;
    const wire = (): void => {
      const control = root.querySelector(`[id="${CSS.escape(id)}"]`);
      if (control === null) return;
      put(control, "aria-describedby", describedBy);
      put(control, "aria-invalid", invalid ? "true" : undefined);
      put(control, "aria-required", required ? "true" : undefined);
    };
    wire();
    root.addEventListener("focusin", wire);
    return () => root.removeEventListener("focusin", wire);
  }, [holder, id, describedBy, invalid, required]);
}

function put(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
