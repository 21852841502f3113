import { useId, useMemo, useState, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { readFormula } from "#shared/formula/formula.ts";
import type { Scope } from "#shared/formula/scope.ts";
import type { FormulaType } from "#shared/formula/types.ts";
import type { FieldModel, Model, ObjectModel } from "#shared/model/model.ts";
import type { FieldProps } from "#shared/ui/FieldFrame.tsx";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { Consequence } from "./Consequence.tsx";
import { FormulaInput, type FormulaHandle } from "./FormulaInput.tsx";
import { FunctionHelp } from "./FunctionHelp.tsx";
import { functionAt } from "./help-at.ts";
import { Problems } from "./Problems.tsx";
import { TryFormula, type TrialPurpose } from "./TryFormula.tsx";
import { useSettled } from "./use-settled.ts";
import { useTypeText } from "./words.ts";
import css from "./formula.module.css";

export interface FormulaProps extends FieldProps {
  value: string;
  onChange: (formula: string) => void;
  /** What the formula is about. */
  object: ObjectModel;
  model: Model;
  /** What it may name. */
  scope: Scope;
  /** What it must yield; without it whatever it gives. */
  expected?: FormulaType | undefined;
  purpose: TrialPurpose;
  /** Of a formula field: the field as the draft has it, and what the formula costs. */
  field?: FieldModel | undefined;
  placeholder?: string | undefined;
}

interface FormulaWorkProps extends FormulaProps {
  /** Puts into the text from outside: fixes, functions chosen from a list. */
  handle: RefObject<FormulaHandle | null>;
  /** Beside the type. */
  tool?: ReactNode;
  autoFocus?: boolean;
}

/** A formula with all that helps to write it: completion, the function's words, the type, what is wrong and how to mend it, its class, its result. */
export function FormulaWork(props: FormulaWorkProps) {
  const { value, onChange, object, model, scope, expected, purpose, field, handle, tool, autoFocus, placeholder, label, error } = props;
  const { t, i18n } = useTranslation(["studio", "formula", "functions"]);
  const typeText = useTypeText();
  const made = useId();
  const id = props.id ?? made;
  const [caret, setCaret] = useState(value.length);
  const language = nearestLanguage(i18n.language);
  const world = useMemo(() => ({ scope, model, language }), [scope, model, language]);
  const read = useMemo(() => (value.trim() === "" ? null : readFormula(value, scope, expected)), [value, scope, expected]);
  const isSettled = useSettled(value);
  const problems = read?.problems ?? [];
  const shown = isSettled ? problems : [];
  const help = functionAt(value, caret);
  const readOnly = props.readOnly === true;
  return (
    <div className={css.editor}>
      <FormulaInput
        {...props}
        id={id}
        size="sm"
        label={label}
        // What is wrong with the formula says more than what is wrong with the setting.
        error={shown.length > 0 ? <Problems source={value} problems={shown} readOnly={readOnly} onGo={(from, to) => handle.current?.go(from, to)} onFix={(fix) => handle.current?.mend(fix)} /> : problems.length > 0 ? undefined : error}
        problems={shown}
        placeholder={placeholder ?? t("formula.placeholder")}
        world={world}
        onChange={onChange}
        onCaret={setCaret}
        handle={handle}
        autoFocus={autoFocus}
      />
      <div className={css.status}>
        <span role="status">{read?.formula ? t("formula.gives", { type: typeText(read.formula.type, model) }) : value.trim() === "" ? t("formula.how") : ""}</span>
        {tool}
      </div>
      {help && !readOnly && <FunctionHelp definition={help.definition} parameter={help.parameter} />}
      {field !== undefined && read?.formula && <Consequence formula={read.formula} scope={scope} model={model} />}
      {value.trim() !== "" && <TryFormula formula={read?.formula ?? null} model={model} object={object} purpose={purpose} field={field} />}
    </div>
  );
}
