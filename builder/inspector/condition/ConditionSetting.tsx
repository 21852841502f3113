import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectModel } from "#shared/model/model.ts";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { ConditionBuilder } from "./ConditionBuilder.tsx";
import css from "./condition.module.css";

interface ConditionSettingProps {
  label: string;
  help: string | undefined;
  error: string | undefined;
  readOnly: boolean;
  object: ObjectModel | null;
  value: boolean | string | undefined;
  onChange: (value: boolean | string | undefined) => void;
}

/** A setting that is on, off, or holds when a condition does: No · Yes · When…; left to its default it is none of them. */
export function ConditionSetting({ label, help, error, readOnly, object, value, onChange }: ConditionSettingProps) {
  const { t } = useTranslation("studio");
  const [isAsked, setAsked] = useState(false);
  const state = typeof value === "string" || (isAsked && value === undefined) ? "when" : value === undefined ? "default" : value ? "yes" : "no";
  function choose(next: "default" | "no" | "yes" | "when"): void {
    setAsked(next === "when");
    if (next === "when") onChange(undefined);
    else onChange(next === "default" ? undefined : next === "yes");
  }
  return (
    <div className={css.setting}>
      <SegmentedControl
        label={label}
        help={help}
        error={state === "when" ? undefined : error}
        readOnly={readOnly}
        size="sm"
        wide
        value={state}
        onChange={choose}
        segments={[
          { value: "default", label: t("condition.default") },
          { value: "no", label: t("condition.no") },
          { value: "yes", label: t("condition.yes") },
          ...(object ? [{ value: "when" as const, label: t("condition.when") }] : []),
        ]}
      />
      {state === "when" && object && <ConditionBuilder ownOnly label={label} error={error} object={object} readOnly={readOnly} value={typeof value === "string" ? value : ""} onChange={(formula) => { setAsked(true); onChange(formula === "" ? undefined : formula); }} />}
    </div>
  );
}
