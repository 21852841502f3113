import { useEffect, useMemo, useRef, useState } from "react";
import { useForm, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { sameJson, type JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { FormDoc } from "#shared/metadata/form.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { defaultValues } from "#shared/model/validate.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { formOf, listsOf } from "./blocks.ts";
import { jsonValues, type FormFields } from "./fields.ts";
import { formState, type FormState } from "./form-state.ts";
import { Filled } from "./live/filled.ts";
import type { LiveStore } from "./live/live-store.ts";
import { useLiveStore } from "./live/use-live.ts";
import { makeResolver, type Checking } from "./resolver.ts";
import { canonicalValues, newValues, storedValues, type FormShape } from "./values.ts";

export interface FormModelOptions {
  object: ObjectModel;
  /** The stored record, read with its child lists; null for a new one. */
  record: JsonObject | null;
  /** What a new record starts with beside its defaults. */
  prefilled?: RecordValues | undefined;
  /** Instead of the form of the record's type. */
  form?: FormDoc | undefined;
}

export interface FormModel {
  form: FormDoc;
  shape: FormShape;
  hook: UseFormReturn<FormFields>;
  states: FormState;
  checking(): Checking;
  say(problem: Problem): string;
  writable(object: string, field: string): boolean;
  /** Stored values that a save is measured against; null for a new record. */
  base: { current: RecordValues | null };
  /** Computed fields while the form is filled in. */
  live: LiveStore;
  /** Computed defaults that nobody has typed over. */
  filled: Filled;
}

/** A problem in words: a rule's own message, what the server said, else the catalogue's. */
export function useSay(): (problem: Problem) => string {
  const { t } = useTranslation("problems");
  return (problem) => problem.message ?? t(problem.rule, { ...problem.params, defaultValue: t("invalid", { ...problem.params, defaultValue: problem.rule }) });
}

/** The child lists that the viewer may see, with their objects. */
function shapeOf(object: ObjectModel, form: FormDoc, find: (name: string) => ObjectModel | undefined): FormShape {
  const lists = new Map<string, ObjectModel>();
  for (const list of listsOf(form)) {
    const field = object.field(list);
    const child = field?.value.class === "children" ? find(field.value.of) : undefined;
    if (child) lists.set(list, child);
  }
  return { object, lists };
}

/** The child lists that the form of a record enters: to be read with it. */
export function useFormLists(object: ObjectModel, recordType: string | undefined): string[] {
  const { model } = useWorkspace();
  return useMemo(() => [...shapeOf(object, formOf(model, object, recordType), (name) => model.object(name)).lists.keys()], [model, object, recordType]);
}

/** A form document brought to life over a record: values, the model's rules, live conditions. Saving is the caller's. */
export function useFormModel({ object, record, prefilled, form: given }: FormModelOptions): FormModel {
  const { model, language, fieldRight } = useWorkspace();
  const say = useSay();
  const startType = record === null ? (prefilled?.record_type ?? defaultValues(object, undefined).record_type) : record.record_type;
  const [recordType, setRecordType] = useState(startType);
  const form = useMemo(() => given ?? formOf(model, object, recordType), [given, model, object, recordType]);
  const shape = useMemo(() => shapeOf(object, form, (name) => model.object(name)), [object, form, model]);
  const base = useRef<RecordValues | null>(null);
  const [start] = useState((): RecordValues => {
    base.current = record === null ? null : storedValues(shape, record);
    return base.current ?? newValues(shape, prefilled ?? {});
  });
  const right = (name: string) => fieldRight(object.name, name);
  const state = (values: RecordValues): FormState => formState(object, form, values, right);
  const [filled] = useState(() => new Filled());
  const checking = (): Checking => ({ model, shape, form, base: base.current, language, state, say, filled, computed: () => live.header() });
  const latest = useRef(checking);
  latest.current = checking;
  const hook = useForm<FormFields>({ defaultValues: start, mode: "onTouched", resolver: useMemo(() => makeResolver(() => latest.current()), []) });
  const live = useLiveStore(hook, shape, typeof record?.id === "string" ? record.id : null);
  const states = useLiveState(hook, live, object, form, state);

  useEffect(() => {
    return hook.subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        const type = jsonValues(values).record_type;
        if (typeof type !== "string" || type === recordType) return;
        setRecordType(type);
        if (record === null) takeDefaults(hook, object, recordType, type);
      },
    });
  }, [hook, object, recordType, record]);

  return { form, shape, hook, states, checking, say, base, live, filled, writable: (of, name) => fieldRight(of, name) === "write" };
}

/** Follows the values; draws anew only when a condition has changed its mind. */
function useLiveState(hook: UseFormReturn<FormFields>, live: LiveStore, object: ObjectModel, form: FormDoc, state: (values: RecordValues) => FormState): FormState {
  const compute = (): FormState => state({ ...canonicalValues(object, jsonValues(hook.getValues())), ...live.header() });
  const latest = useRef(compute);
  latest.current = compute;
  const [held, setHeld] = useState<{ form: FormDoc; states: FormState }>(() => ({ form, states: compute() }));
  useEffect(() => {
    const follow = (): void => {
      const states = latest.current();
      setHeld((before) => (before.form === form && sameJson(before.states, states) ? before : { form, states }));
    };
    follow();
    return live.subscribe(follow);
  }, [live, form]);
  // Another form (record type, a draft in the builder) must not be drawn with the states of the one before.
  return held.form === form ? held.states : compute();
}

/** Another record type has other defaults: they replace those of the type before, not what was typed. */
function takeDefaults(hook: UseFormReturn<FormFields>, object: ObjectModel, from: unknown, to: string): void {
  const before = defaultValues(object, typeof from === "string" ? from : undefined);
  const after = defaultValues(object, to);
  const values = jsonValues(hook.getValues());
  for (const { name } of object.fields) {
    const old = before[name] ?? null;
    const fresh = after[name] ?? null;
    if (!sameJson(old, fresh) && sameJson(values[name] ?? null, old)) hook.setValue(name, fresh);
  }
}
