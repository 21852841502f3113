import type { FieldErrors } from "react-hook-form";
import type { FormDoc } from "#shared/metadata/form.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { everyBlock, wordSetting } from "./blocks.ts";
import type { FormFields } from "./fields.ts";
import type { FieldProblem } from "./FormNotices.tsx";

/** Tries, one a frame, until the control is there: a tab or a folded section may have to open first, code may have to come. */
const FRAMES = 40;

/** Puts the focus on a field's control and brings it into view. */
export function focusField(root: HTMLElement | null, formId: string, field: string): void {
  let left = FRAMES;
  function attempt(): void {
    const slot = root?.querySelector<HTMLElement>(`[id="${CSS.escape(`${formId}-${field}`)}"]`);
    const cell = slot?.querySelector<HTMLElement>("[data-cell][data-invalid]");
    const target = cell ?? (slot?.matches("input, textarea, button, [tabindex]") ? slot : slot?.querySelector<HTMLElement>("input, textarea, button, [tabindex]"));
    if (target) {
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "center" });
      return;
    }
    left -= 1;
    if (left > 0) requestAnimationFrame(attempt);
  }
  requestAnimationFrame(attempt);
}

/** What a form begins with: an input, or the place of one whose code is still coming. */
const FIRST = "form :is(input, textarea, [aria-busy='true']):not([readonly], [disabled], [type=hidden], [type=file])";
/** Longer than that nobody waits to type. */
const WAIT_MS = 2000;

/** Puts the focus into the first control that can be typed in, on machines with a keyboard: when it is there, unless somebody was quicker. */
export function focusFirst(root: HTMLElement | null, until = performance.now() + WAIT_MS): void {
  const first = root?.querySelector<HTMLElement>(FIRST);
  if (!root || !first || matchMedia("(pointer: coarse)").matches || root.contains(document.activeElement)) return;
  if (first.matches("input, textarea")) first.focus({ preventScroll: true });
  else if (performance.now() < until) requestAnimationFrame(() => focusFirst(root, until));
}

/** The problems of a form in the order in which its fields stand; those of fields it does not show come last. */
export function problemsInOrder(form: FormDoc, object: ObjectModel, errors: FieldErrors<FormFields>): FieldProblem[] {
  const places = [...everyBlock(form.body ?? [])].flatMap((block) => wordSetting(block, "field") ?? []);
  const place = (field: string): number => (places.includes(field) ? places.indexOf(field) : places.length);
  return Object.entries(errors)
    .flatMap(([name, error]) => {
      const field = object.field(name);
      const message = error?.message;
      return field && typeof message === "string" ? [{ field: name, label: error?.type === "lines" ? field.label : null, message, isShown: places.includes(name) }] : [];
    })
    .toSorted((a, b) => place(a.field) - place(b.field));
}
