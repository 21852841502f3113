import Rows3 from "lucide-react/icons/rows-3";
import Sigma from "lucide-react/icons/sigma";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { checkCondition } from "#shared/model/conditions.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { TextArea } from "#shared/ui/TextArea.tsx";
import { useDraftModel } from "../../draft/draft-model.ts";
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
}

/** A condition over an object's own fields: rows to click together, or the formula as text. What rows can't say stays text. */
export function ConditionBuilder({ object, value, onChange, label, readOnly = false }: ConditionBuilderProps) {
  const { t } = useTranslation(["studio", "formula"]);
  const { model } = useDraftModel();
  const id = useId();
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
  const problems = value.trim() === "" ? [] : checkCondition(object, value);
  const [problem] = problems;

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
        <>
          <TextArea
            id={id}
            size="sm"
            aria-label={t("condition.formulaOf", { label })}
            value={value}
            onChange={changeText}
            readOnly={readOnly}
            spellCheck={false}
            minRows={2}
            error={problem && t(`formula:${problem.code}`, { ...problem.params, defaultValue: problem.code })}
          />
          {problem && <Place source={value} from={problem.from} to={problem.to} onGo={() => select(id, problem.from, problem.to)} />}
        </>
      ) : (
        <ConditionRows group={rows} onChange={changeRows} model={model} object={object} operators={operatorsOf} paths={false} readOnly={readOnly} />
      )}
      <div className={css.switch}>
        {isText ? (
          <Button look="subtle" size="xs" icon={<Rows3 />} onClick={() => setText(false)} {...(read === null && { disabledReason: t("condition.onlyText") })}>{t("condition.asRows")}</Button>
        ) : (
          <Button look="subtle" size="xs" icon={<Sigma />} onClick={() => setText(true)}>{t("condition.asFormula")}</Button>
        )}
      </div>
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

function Place({ source, from, to, onGo }: { source: string; from: number; to: number; onGo: () => void }) {
  const { t } = useTranslation("studio");
  return (
    <button type="button" className={css.place} onClick={onGo} aria-label={t("condition.goToProblem", { place: from + 1 })}>
      <code>{source.slice(0, from)}<mark>{source.slice(from, Math.max(to, from + 1)) || " "}</mark>{source.slice(Math.max(to, from + 1))}</code>
    </button>
  );
}

function select(id: string, from: number, to: number): void {
  const area = document.getElementById(id);
  if (!(area instanceof HTMLTextAreaElement)) return;
  area.focus();
  area.setSelectionRange(from, Math.max(to, from));
}
