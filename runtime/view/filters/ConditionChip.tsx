import { lazy, Suspense, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { Comparison, Operator } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { FilterChip, FilterChipPart } from "#shared/ui/FilterChip.tsx";
import { ListSide } from "#shared/ui/list-side.ts";
import { Menu } from "#shared/ui/Menu.tsx";
import { Popover } from "#shared/ui/Popover.tsx";
import { resolvePath } from "../state/columns.ts";
import css from "./filters.module.css";
import { firstOperator, isComplete, offeredOperators, VALUELESS, withOperator } from "./operators.ts";
import { useConditionText } from "./use-condition-text.ts";

const ValueEditor = lazy(async () => ({ default: (await import("./ValueEditor.tsx")).ValueEditor }));

export interface ConditionChipProps {
  object: ObjectModel;
  fields: readonly FieldModel[];
  condition: Comparison;
  /** Just added: the value is asked for at once. */
  isNew?: boolean;
  /** Null takes the condition away. */
  onChange: (condition: Comparison | null) => void;
}

/** One condition: field and operator as menus, the value as a small form. What is typed holds when the form is left. */
export function ConditionChip({ object, fields, condition, isNew = false, onChange }: ConditionChipProps) {
  const { t } = useTranslation("list");
  const { model, language } = useWorkspace();
  const { comparison, operator, phrase } = useConditionText(object);
  const [draft, setDraft] = useState<Comparison | null>(isNew ? condition : null);
  const shown = draft ?? condition;
  const field = resolvePath(model, object, shown.field, language)?.field;
  if (!field) return null;
  const target = field.value.class === "reference" ? model.object(field.value.to) : undefined;
  const operators = offeredOperators(field, target?.treeField != null);
  const text = comparison(shown);

  function changeField(next: FieldModel): void {
    const nextTarget = next.value.class === "reference" ? model.object(next.value.to) : undefined;
    const op = firstOperator(next, offeredOperators(next, nextTarget?.treeField != null));
    setDraft(withOperator({ field: next.name, op, value: next.value.class === "boolean" ? true : null }, op));
  }
  function changeOperator(op: Operator): void {
    const next = withOperator(shown, op);
    if (isComplete(next)) {
      setDraft(null);
      onChange(next);
    } else setDraft(next);
  }
  function close(): void {
    if (!draft) return;
    setDraft(null);
    if (isComplete(draft)) onChange(draft);
    else if (isNew || isComplete(condition)) onChange(isNew ? null : condition);
  }
  function press(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    close();
  }
  return (
    <FilterChip label={phrase(shown)} onRemove={() => onChange(null)}>
      <Menu label={t("changeField")} entries={fields.map((one) => ({ key: one.name, label: labelText(one.label, language, one.name), checked: one.name === shown.field, onSelect: () => changeField(one) }))}>
        <FilterChipPart>{text.field}</FilterChipPart>
      </Menu>
      <Menu label={t("changeOperator")} entries={operators.map((op) => ({ key: op, label: operator(field, op), checked: op === shown.op, onSelect: () => changeOperator(op) }))}>
        <FilterChipPart>{text.operator}</FilterChipPart>
      </Menu>
      {!VALUELESS.has(shown.op) && (
        <Popover
          label={phrase(shown)}
          width={shown.op === "within" ? 320 : 260}
          opened={draft !== null}
          onOpenChange={(open) => {
            if (open) setDraft(condition);
            // A list that the form has opened lies outside of it in the page: a click there is no click outside.
            else if (document.activeElement?.getAttribute("aria-expanded") !== "true") close();
          }}
          target={<FilterChipPart strong>{text.value}</FilterChipPart>}
        >
          <div className={css.form} onKeyDown={press}>
            <ListSide value="right"><Suspense fallback={<div className={css.waiting} />}><ValueEditor field={field} condition={shown} onChange={(value) => setDraft({ ...shown, value })} /></Suspense></ListSide>
            <Button look="primary" onClick={close} disabledReason={isComplete(shown) ? undefined : t("valueMissing")}>{t("apply")}</Button>
          </div>
        </Popover>
      )}
    </FilterChip>
  );
}
