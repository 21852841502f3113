import Rows3 from "lucide-react/icons/rows-3";
import Sigma from "lucide-react/icons/sigma";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { readFormula } from "#shared/formula/formula.ts";
import { BOOLEAN } from "#shared/formula/types.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { useDraftModel } from "../../draft/draft-model.ts";
import { FormulaEditor } from "../../formula/FormulaEditor.tsx";
import { TryFormula, type TrialPurpose } from "../../formula/TryFormula.tsx";
import { useScope } from "../../formula/use-scope.ts";
import { ConditionRows } from "./ConditionRows.tsx";
import { FORMULA_OPERATORS, formulaOf, groupOfFormula } from "./formula-codec.ts";
import { completeRows, EMPTY, type Group } from "./tree.ts";
import css from "./condition.module.css";

export interface ConditionBuilderProps {
  object: ObjectModel;
  /** The formula; "" for none. */
  value: string;
  /** Also while the formula has problems: they are shown at their place, and the document's diagnostics tell of them. */
  onChange: (formula: string) => void;
  /** Names the condition: "Visible when". */
  label: string;
  readOnly?: boolean;
  /** What else is wrong with it: the server's words. */
  error?: string | undefined;
  /** Conditions of forms see the record's own fields only; rules and stages all that can be reached from it. */
  ownOnly?: boolean;
  purpose?: Exclude<TrialPurpose, "value">;
}

/** A condition over an object: rows to click together, or the formula as text. What rows can't say stays text. */
export function ConditionBuilder({ object, value, onChange, label, readOnly = false, error, ownOnly = false, purpose = "condition" }: ConditionBuilderProps) {
  const { t } = useTranslation("studio");
  const { model } = useDraftModel();
  const scope = useScope(object, model, ownOnly);
  const read = groupOfFormula(value, object);
  const [isText, setText] = useState(read === null);
  // Rows that have no value yet are not in the formula: they are kept here until they do.
  const [rows, setRows] = useState<Group>(read ?? EMPTY);
  const [written, setWritten] = useState(value);
  if (written !== value) {
    // Changed from outside: undo, someone else, another control.
    setWritten(value);
    if (read) setRows(read);
    else setText(true);
  }
  const formula = useMemo(() => (value.trim() === "" ? null : readFormula(value, scope, BOOLEAN).formula), [value, scope]);

  function changeRows(next: Group): void {
    const formula = formulaOf(completeRows(next), object);
    setRows(next);
    setWritten(formula);
    onChange(formula);
  }
  function changeText(formula: string): void {
    const next = groupOfFormula(formula, object);
    if (next) setRows(next);
    setWritten(formula);
    onChange(formula);
  }
  return (
    <div className={css.builder} role="group" aria-label={label}>
      {isText ? (
        <FormulaEditor aria-label={t("condition.formulaOf", { label })} error={error} value={value} onChange={changeText} readOnly={readOnly} object={object} model={model} scope={scope} expected={BOOLEAN} purpose={purpose} />
      ) : (
        <>
          <ConditionRows group={rows} onChange={changeRows} model={model} object={object} operators={operatorsOf} paths={false} readOnly={readOnly} />
          {error !== undefined && <p className={css.error}>{error}</p>}
        </>
      )}
      <div className={css.switch} data-text={isText || undefined}>
        {isText ? (
          <Button look="subtle" size="xs" icon={<Rows3 />} onClick={() => setText(false)} {...(read === null && { disabledReason: t("condition.onlyText") })}>{t("condition.asRows")}</Button>
        ) : (
          <Button look="subtle" size="xs" icon={<Sigma />} onClick={() => setText(true)}>{t("condition.asFormula")}</Button>
        )}
      </div>
      {!isText && purpose === "rule" && formula && <TryFormula formula={formula} model={model} object={object} purpose={purpose} />}
    </div>
  );
}

/** A field's own operators as far as formulas have them. References compare by id only, which nobody types: emptiness remains. */
function operatorsOf(field: FieldModel) {
  if (["list", "links", "children", "json"].includes(field.value.class)) return [];
  if (field.value.class === "anyReference") return FORMULA_OPERATORS.filter((op) => op === "isEmpty" || op === "isNotEmpty");
  if (field.value.class === "reference") return FORMULA_OPERATORS.filter((op) => op === "eq" || op === "ne" || op === "isEmpty" || op === "isNotEmpty");
  return FORMULA_OPERATORS.filter((op) => field.operators.includes(op) && (field.value.class !== "long_text" || op === "isEmpty" || op === "isNotEmpty"));
}
