import type { ReactNode } from "react";
import css from "./SegmentedControl.module.css";
import { FieldFrame, frameOf, type FieldProps } from "./FieldFrame.tsx";

export interface Segment<Value extends string> {
  value: Value;
  label: ReactNode;
  icon?: ReactNode;
  /** Needed when the label is not text. */
  name?: string;
  disabled?: boolean;
}

export interface SegmentedControlProps<Value extends string> extends FieldProps {
  value: Value;
  onChange: (value: Value) => void;
  segments: readonly Segment<Value>[];
  wide?: boolean | undefined;
}

/** Two to four settings of which one holds. Arrow keys move, as in any radio group. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { value, onChange, segments, wide, readOnly, disabled } = props;
  return (
    <FieldFrame {...frameOf(props)} group>
      {(wiring) => (
        <div {...wiring} className={css.track} role="radiogroup" data-wide={wide || undefined} data-disabled={disabled || undefined}>
          {segments.map((segment) => (
            <label key={segment.value} className={css.segment} data-disabled={segment.disabled || undefined}>
              <input
                type="radio"
                name={wiring.id}
                value={segment.value}
                aria-label={segment.name}
                checked={segment.value === value}
                disabled={disabled === true || readOnly === true || segment.disabled === true}
                onChange={() => onChange(segment.value)}
              />
              {segment.icon}
              {segment.label}
            </label>
          ))}
        </div>
      )}
    </FieldFrame>
  );
}
