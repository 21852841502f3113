import Plus from "lucide-react/icons/plus";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isComparison } from "#runtime/data/where.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { Comparison, Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { FilterChip, FilterChipPart } from "#shared/ui/FilterChip.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { filterableFields, resolvePath } from "../state/columns.ts";
import { ConditionChip } from "./ConditionChip.tsx";
import css from "./filters.module.css";
import { firstOperator, isComplete, offeredOperators, withOperator } from "./operators.ts";
import { useConditionText } from "./use-condition-text.ts";

export interface FilterBarProps {
  object: ObjectModel;
  filters: readonly Where[];
  onChange: (filters: Where[]) => void;
  /** At the end: how the list differs from its view. */
  end?: ReactNode;
}

/** The conditions of a list as chips, each part of which can be changed. */
export function FilterBar({ object, filters, onChange, end }: FilterBarProps) {
  const { t } = useTranslation("list");
  const workspace = useWorkspace();
  const { phrase } = useConditionText(object);
  // A condition that is not complete yet belongs to nobody but whoever is making it.
  const [draft, setDraft] = useState<Comparison | null>(null);
  const fields = filterableFields(workspace, object);

  function begin(field: FieldModel): void {
    const target = field.value.class === "reference" ? workspace.model.object(field.value.to) : undefined;
    const op = firstOperator(field, offeredOperators(field, target?.treeField != null));
    const condition = withOperator({ field: field.name, op, value: field.value.class === "boolean" ? true : null }, op);
    // A period is complete from the start, yet one wants to choose it.
    setDraft(condition);
  }
  function replace(at: number, condition: Where | null): void {
    onChange(condition === null ? filters.filter((_, place) => place !== at) : filters.map((one, place) => (place === at ? condition : one)));
  }
  function finish(condition: Comparison | null): void {
    setDraft(null);
    if (condition && isComplete(condition)) onChange([...filters, condition]);
  }
  return (
    <div className={css.bar} role="group" aria-label={t("filters")}>
      <div className={css.chips}>
        {filters.map((condition, at) =>
          isComparison(condition) && resolvePath(workspace.model, object, condition.field, workspace.language) ? (
            <ConditionChip key={`${at}-${condition.field}`} object={object} fields={fields} condition={condition} onChange={(next) => replace(at, next)} />
          ) : (
            <FilterChip key={at} label={phrase(condition)} onRemove={() => replace(at, null)}><FilterChipPart strong title={phrase(condition)}>{phrase(condition)}</FilterChipPart></FilterChip>
          ),
        )}
        {draft && <ConditionChip key={`draft-${draft.field}`} object={object} fields={fields} condition={draft} isNew onChange={finish} />}
        <Menu label={t("addFilter")} entries={fields.map((field) => ({ key: field.name, label: labelText(field.label, workspace.language, field.name), onSelect: () => begin(field) }))}>
          <Button look="subtle" icon={<Plus />}>{t("filter")}</Button>
        </Menu>
      </div>
      {end !== undefined && <div className={css.end}>{end}</div>}
    </div>
  );
}
