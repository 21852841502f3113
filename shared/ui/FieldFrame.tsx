import CircleAlert from "lucide-react/icons/circle-alert";
import { useId, type ReactNode } from "react";
import css from "./FieldFrame.module.css";

/** What every input of the kit may carry around it. Without a label it needs `aria-label` or `aria-labelledby`. */
export interface FieldProps {
  /** The control's id; made up when left out. */
  id?: string | undefined;
  label?: ReactNode;
  /** Grey words after the label: "only of the account". */
  note?: ReactNode;
  required?: boolean | undefined;
  help?: ReactNode;
  /** Replaces the help. What is wrong and what to do, in the voice of the look. */
  error?: ReactNode;
  readOnly?: boolean | undefined;
  disabled?: boolean | undefined;
  /** sm 28 in inspectors and toolbars, md 32 in forms. */
  size?: "sm" | "md" | undefined;
  "aria-label"?: string | undefined;
  "aria-labelledby"?: string | undefined;
}

/** What the control itself has to carry, so that label, help and error are read with it. */
export interface FieldWiring {
  id: string;
  "aria-label"?: string | undefined;
  "aria-labelledby"?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
  "aria-required"?: true | undefined;
}

export interface FieldFrameProps extends FieldProps {
  /** True when the control is several (radios, stars): then the label names a group instead of one input. */
  group?: boolean;
  children: (wiring: FieldWiring) => ReactNode;
}

/** Label above, control, help below; an error takes the help's place. Draws only the control when it has none of them. */
export function FieldFrame({ id, label, note, required, help, error, group = false, children, ...names }: FieldFrameProps) {
  const made = useId();
  const control = id ?? made;
  const below = error ?? help;
  const hasLabel = label !== undefined && label !== null;
  const wiring: FieldWiring = {
    id: control,
    "aria-label": names["aria-label"],
    "aria-labelledby": names["aria-labelledby"] ?? (group && hasLabel ? `${control}-label` : undefined),
    "aria-describedby": hasContent(below) ? `${control}-below` : undefined,
    "aria-invalid": hasContent(error) || undefined,
    "aria-required": required === true || undefined,
  };
  if (!hasLabel && !hasContent(below)) return children(wiring);
  const LabelTag = group ? "span" : "label";
  return (
    <div className={css.field}>
      {hasLabel && (
        <LabelTag className={css.label} id={`${control}-label`} {...(!group && { htmlFor: control })}>
          {label}
          {required === true && <span className={css.required} aria-hidden="true"> *</span>}
          {hasContent(note) && <span className={css.note}> · {note}</span>}
        </LabelTag>
      )}
      {children(wiring)}
      {hasContent(below) && (
        <div id={`${control}-below`} className={hasContent(error) ? css.error : css.help}>
          {hasContent(error) && <CircleAlert aria-hidden="true" />}
          <span>{below}</span>
        </div>
      )}
    </div>
  );
}

function hasContent(node: ReactNode): boolean {
  return node !== undefined && node !== null && node !== "" && node !== false;
}

/** The part of an input's props that belongs to its frame. */
export function frameOf(props: FieldProps): FieldProps {
  const { id, label, note, required, help, error, readOnly, disabled, size } = props;
  return { id, label, note, required, help, error, readOnly, disabled, size, "aria-label": props["aria-label"], "aria-labelledby": props["aria-labelledby"] };
}
