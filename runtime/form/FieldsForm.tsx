import { useId } from "react";
import type { FieldInfo } from "#shared/kinds/define.ts";
import type { Json } from "#shared/lib/json.ts";
import { FieldSlot } from "./FieldSlot.tsx";
import css from "./fields.module.css";

export interface FieldsFormProps {
  /** In the order in which they stand. */
  fields: readonly FieldInfo[];
  values: Readonly<Record<string, Json>>;
  onChange: (name: string, value: Json) => void;
  onBlur?: (name: string) => void;
  /** What is wrong, by field. */
  errors?: Readonly<Record<string, string>> | undefined;
  /** Fields that are asked for beside those that say so themselves. */
  required?: ReadonlySet<string> | undefined;
  /** All of them, or these. */
  readOnly?: boolean | ReadonlySet<string> | undefined;
  /** Titles of referenced records that came with the values, by field. */
  titles?: Readonly<Record<string, Readonly<Record<string, string | null>> | undefined>> | undefined;
  columns?: 1 | 2 | 3 | undefined;
}

/**
 * Fields as a form, without saving: what the builder's inspector and lines on a phone are drawn with. It needs the ports of
 * fields around it (`FieldPortsContext`), nothing else.
 */
export function FieldsForm({ fields, values, onChange, onBlur, errors, required, readOnly, titles, columns = 1 }: FieldsFormProps) {
  const id = useId();
  return (
    <div className={css.sized}>
      <div className={css.grid} data-columns={columns}>
        {fields.map((field) => (
          <FieldSlot
            key={field.name}
            id={`${id}-${field.name}`}
            field={field}
            value={values[field.name] ?? null}
            onChange={onChange}
            onBlur={onBlur}
            required={field.required || required?.has(field.name) === true}
            readOnly={typeof readOnly === "boolean" ? readOnly : readOnly?.has(field.name)}
            error={errors?.[field.name]}
            titles={titles?.[field.name]}
          />
        ))}
      </div>
    </div>
  );
}
