import Calculator from "lucide-react/icons/calculator";
import Gauge from "lucide-react/icons/gauge";
import { useTranslation } from "react-i18next";
import { classify } from "#shared/formula/classify.ts";
import type { Formula } from "#shared/formula/formula.ts";
import type { Scope } from "#shared/formula/scope.ts";
import type { Model } from "#shared/model/model.ts";
import { useReasonText } from "./words.ts";
import css from "./formula.module.css";

/** How a formula field comes to its value, and what that costs: kept, added up, or computed when it is read. */
export function Consequence({ formula, scope, model }: { formula: Formula; scope: Scope; model: Model }) {
  const { t } = useTranslation("studio");
  const reasonText = useReasonText();
  const { class: name, native, reasons } = classify(formula, scope);
  const isSlow = name === "virtual";
  const word = isSlow && !native ? "after" : name;
  return (
    <div className={css.cost} data-slow={isSlow || undefined}>
      {isSlow ? <Gauge aria-hidden="true" /> : <Calculator aria-hidden="true" />}
      <div>
        <strong>{t(`formula.class.${word}`)}</strong>
        {reasons.map((reason) => <div key={reason.code + JSON.stringify(reason.params)}>{reasonText(reason, scope, model)}</div>)}
      </div>
    </div>
  );
}
