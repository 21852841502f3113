import type { Resolver } from "react-hook-form";
import type { Language } from "#shared/lib/label.ts";
import { pointer } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { FormDoc } from "#shared/metadata/form.ts";
import type { Model } from "#shared/model/model.ts";
import { fieldProblem, validateRecord } from "#shared/model/validate.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { jsonValues, type FormFields } from "./fields.ts";
import { missingByForm, type FormState } from "./form-state.ts";
import type { Filled } from "./live/filled.ts";
import { tellProblems, toFieldErrors } from "./problems.ts";
import { canonicalValues, isBlankLine, linesIn, type FormShape } from "./values.ts";

export interface Checking {
  model: Model;
  shape: FormShape;
  form: FormDoc;
  /** The stored values; null for a new record. */
  base: RecordValues | null;
  language: Language;
  state(values: RecordValues): FormState;
  say(problem: Problem): string;
  filled: Filled;
  /** Values of the computed fields. */
  computed(): RecordValues;
}

/** The problems of a form's values: those of the model's own validator, and what the form asks for by a condition. */
export function checkForm({ model, shape, form, base, language, state, filled, computed }: Checking, values: RecordValues): { problems: Problem[]; keys: ReadonlyMap<string, readonly string[]> } {
  const { object, lists } = shape;
  const checked: RecordValues = { ...values };
  const keys = new Map<string, string[]>();
  for (const [list, child] of lists) {
    const field = object.field(list);
    const by = field?.value.class === "children" ? field.value.by : "";
    const blank = new Set(linesIn(filled.typed(shape, values), list).flatMap((line) => (line.id === undefined && isBlankLine(child, by, line) ? [line.$key] : [])));
    const lines = linesIn(values, list).filter((line) => !blank.has(line.$key));
    checked[list] = lines;
    keys.set(list, lines.map((line) => line.$key));
  }
  const problems = validateRecord(object, checked, base, { language, object: (name) => model.object(name) });
  const known = { ...canonicalValues(object, values), ...computed() };
  const complained = new Set(problems.map(({ path }) => path));
  for (const name of missingByForm(form, state(known), known)) {
    const field = object.field(name);
    if (field && !complained.has(pointer(name))) problems.push(fieldProblem(field, "required", language));
  }
  return { problems, keys };
}

/** The same as react-hook-form wants it. `checking` is asked at every check, since the form changes. */
export function makeResolver(checking: () => Checking): Resolver<FormFields> {
  return (fields) => {
    const current = checking();
    const { problems, keys } = checkForm(current, jsonValues(fields));
    const isKnown = (name: string): boolean => current.shape.object.field(name) !== undefined;
    const { told } = tellProblems(problems, current.say, (list, place) => keys.get(list)?.[place], isKnown);
    return told.length === 0 ? { values: fields, errors: {} } : { values: {}, errors: toFieldErrors(told) };
  };
}
