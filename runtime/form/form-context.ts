import { createContext, use } from "react";
import type { Control } from "react-hook-form";
import type { JsonObject } from "#shared/lib/json.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { FormFields } from "./fields.ts";
import type { FormState } from "./form-state.ts";
import type { LiveStore } from "./live/live-store.ts";

/** What the blocks of a form know of the form around them. */
export interface FormContextValue {
  object: ObjectModel;
  /** Objects of the child lists, by list. */
  lists: ReadonlyMap<string, ObjectModel>;
  control: Control<FormFields>;
  states: FormState;
  /** Computed fields as they are now. */
  live: LiveStore;
  /** Begins the ids of controls: `<formId>-<field>`. */
  formId: string;
  /** The stored record: its titles stand beside its values. */
  record: JsonObject | null;
  /** Currency of the record being entered. */
  currency: string;
  /** Tabs and sections that hold this field open; `at` changes when it is asked for again. */
  reveal: { field: string; at: number } | null;
  /** Right of a field of the object or of a line. */
  writable(object: string, field: string): boolean;
  /** Calls for a save (⌘S in a grid, Enter in a line). */
  submit(): void;
}

export const FormContext = createContext<FormContextValue | null>(null);

/** The form around a block. Throws outside of one. */
export function useForm(): FormContextValue {
  const form = use(FormContext);
  if (form === null) throw new Error("a block of a form is drawn outside of one");
  return form;
}
