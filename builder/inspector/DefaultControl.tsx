import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import { formulaIn } from "#shared/metadata/formula-value.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { typeOf } from "#shared/model/scope.ts";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { FormulaEditor } from "../formula/FormulaEditor.tsx";
import { useScope } from "../formula/use-scope.ts";
import css from "./inspector.module.css";

interface DefaultControlProps {
  /** Whose starting value it is; its label names the control. */
  field: FieldModel;
  object: ObjectModel;
  label: string;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  error?: string | undefined;
  readOnly: boolean;
  /** The control of a value that is always the same. */
  fixed: ReactNode;
}

/** What a new record begins with: a value that is always the same, or a formula that is computed for each. */
export function DefaultControl({ field, object, label, value, onChange, error, readOnly, fixed }: DefaultControlProps) {
  const { t, i18n } = useTranslation("studio");
  const { model } = useDraftModel();
  const scope = useScope(object, model);
  const formula = formulaIn(value);
  const name = labelText(field.label, nearestLanguage(i18n.language), field.name);
  return (
    <div className={css.default}>
      {formula === null ? fixed : (
        <FormulaEditor label={label} error={error} readOnly={readOnly} value={formula} onChange={(next) => onChange({ formula: next })} object={object} model={model} scope={scope} expected={typeOf(object, field)} purpose="value" />
      )}
      <SegmentedControl
        size="sm"
        aria-label={t("default.how", { name })}
        readOnly={readOnly}
        value={formula === null ? "fixed" : "formula"}
        segments={[{ value: "fixed", label: t("default.fixed") }, { value: "formula", label: t("default.formula") }]}
        onChange={(how) => onChange(how === "formula" ? { formula: "" } : undefined)}
      />
    </div>
  );
}
