import type { Json } from "#shared/lib/json.ts";
import type { RecordValues } from "#shared/query/value.ts";

/** A form's values as react-hook-form types them: its paths can't walk a recursive type. */
export type FormFields = Record<string, unknown>;

/** The same values as what they are: only inputs of the kinds write them, and those give JSON. */
export function jsonValues(fields: FormFields): RecordValues {
  return fields as RecordValues;
}

export function jsonValue(value: unknown): Json {
  return (value ?? null) as Json; // see jsonValues
}
