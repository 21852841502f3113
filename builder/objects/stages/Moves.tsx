import { useTranslation } from "react-i18next";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { mayMove, nextAfter, type StepDoc } from "./steps.ts";
import css from "../objects.module.css";

interface MovesProps {
  steps: readonly StepDoc[];
  nameOf: (value: string) => string;
  readOnly: boolean;
  /** `next` undefined: the step may lead anywhere. */
  onChange: (step: string, next: string[] | undefined) => void;
}

/** From each step to each other: ticked where a record may go. */
export function Moves({ steps, nameOf, readOnly, onChange }: MovesProps) {
  const { t } = useTranslation("objects");
  return (
    <div className={css.labelled}>
      <span className={css.legend} id="stage-moves">{t("stages.moves")}</span>
      <div className={css.moves} tabIndex={0} role="group" aria-labelledby="stage-moves">
        <table aria-labelledby="stage-moves">
          <thead>
            <tr>
              <th scope="col">{t("stages.from")}</th>
              {steps.map(({ value }) => <th key={value} scope="col">{nameOf(value)}</th>)}
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.value}>
                <th scope="row">{nameOf(step.value)}</th>
                {steps.map(({ value }) => (
                  <td key={value}>
                    {value !== step.value && <Checkbox aria-label={t("stages.move", { from: nameOf(step.value), to: nameOf(value) })} checked={mayMove(step, value)} readOnly={readOnly} onChange={(on) => onChange(step.value, nextAfter(step, steps, value, on))} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
