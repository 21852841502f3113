import { useId } from "react";
import { useTranslation } from "react-i18next";
import { HUES, type Hue } from "#shared/metadata/common.ts";
import css from "./options.module.css";

/** One of the palette's hues. Arrows move along them, as along any radios. */
export function HuePicker({ value, onChange }: { value: Hue; onChange: (hue: Hue) => void }) {
  const { t } = useTranslation("options");
  const group = useId();
  return (
    <fieldset className={css.hues}>
      <legend className={css.legend}>{t("hue")}</legend>
      {HUES.map((hue) => (
        <label key={hue} className={css.hue} data-hue={hue} title={t(`hue.${hue}`)}>
          <input type="radio" name={group} checked={value === hue} aria-label={t(`hue.${hue}`)} onChange={() => onChange(hue)} />
        </label>
      ))}
    </fieldset>
  );
}
