import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { FieldInfo } from "#shared/kinds/define.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Popover } from "#shared/ui/Popover.tsx";
import css from "./fields.module.css";

/** Whether a field's values are computed by a formula. */
export const isFormula = (field: FieldInfo): boolean => field.settings.type === "formula";

/** ƒ beside a computed field: opened it says how. It stays as it is while the value changes. */
export const ComputedMark = memo(function ComputedMark({ field }: { field: FieldInfo }) {
  const { t } = useTranslation("form");
  const { format } = useFieldPorts();
  const label = labelText(field.label, format.language, field.name);
  return (
    <Popover
      label={t("computed.of", { label })}
      align="end"
      width={320}
      target={<button type="button" className={css.mark} aria-label={t("computed.of", { label })}>ƒ</button>}
    >
      <ComputedWords field={field} />
    </Popover>
  );
});

/** How a field is computed: what its builder says of it, and the formula. */
function ComputedWords({ field }: { field: FieldInfo }) {
  const { t } = useTranslation("form");
  const { format } = useFieldPorts();
  const help = labelText(field.settings.help, format.language);
  const { formula } = field.settings;
  return (
    <div className={css.words}>
      {help !== "" && <p>{help}</p>}
      {formula === undefined || formula === "" ? <p>{t("computed.hidden")}</p> : <code className={css.formula}>{formula}</code>}
    </div>
  );
}
