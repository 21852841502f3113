import type { StageSetDoc } from "#shared/metadata/object.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";

export type StepDoc = NonNullable<StageSetDoc["steps"]>[number];

/** Fields that can have stages: one choice of a list, typed by people. */
export function choiceFields(object: ObjectModel): FieldModel[] {
  return object.fields.filter((field) => field.value.class === "word" && field.options.length > 0 && field.computed === null);
}

/** A step for each of a field's options that is in use, in their order. */
export function stepsOf(field: FieldModel): StepDoc[] {
  return field.options.filter(({ inactive }) => !inactive).map(({ value }) => ({ value }));
}

/** Whether a record may go from a step to another: anywhere, where the step says nothing. */
export function mayMove({ value, next }: StepDoc, to: string): boolean {
  return value !== to && (next === undefined || next.includes(to));
}

/** What a step's `next` is after a move was allowed or forbidden; undefined again where everything is allowed. */
export function nextAfter(step: StepDoc, steps: readonly StepDoc[], to: string, allowed: boolean): string[] | undefined {
  const others = steps.map(({ value }) => value).filter((value) => value !== step.value);
  const next = others.filter((value) => (value === to ? allowed : mayMove(step, value)));
  return next.length === others.length ? undefined : next;
}

/** The steps without one, and without moves to it. A step that led nowhere but there leads nowhere now. */
export function withoutStep(steps: readonly StepDoc[], value: string): StepDoc[] {
  return steps.filter((step) => step.value !== value).map((step) => (step.next?.includes(value) ? { ...step, next: step.next.filter((to) => to !== value) } : step));
}
