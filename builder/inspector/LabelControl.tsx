import { useId } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGES, type Label, type Language } from "#shared/lib/label.ts";
import { FieldFrame, type FieldProps } from "#shared/ui/FieldFrame.tsx";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { TextArea } from "#shared/ui/TextArea.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { asGroup } from "./as-group.ts";
import css from "./inspector.module.css";

interface LabelControlProps extends FieldProps {
  value: Label;
  onChange: (value: Label) => void;
  /** Sentences: several lines. */
  long?: boolean;
}

/** A text in both languages, one's own first. An emptied language is taken out; the other then shows for both. */
export function LabelControl({ value, onChange, long = false, ...frame }: LabelControlProps) {
  const { t, i18n } = useTranslation("studio");
  const id = useId();
  const own = nearestLanguage(i18n.language);
  const order = [own, ...LANGUAGES.filter((language) => language !== own)];
  function change(language: Language, text: string): void {
    const { [language]: _old, ...others } = value;
    onChange(text === "" ? others : { ...value, [language]: text });
  }
  return (
    <FieldFrame {...frame} group>
      {(wiring) => (
        <div className={css.languages} role="group" {...asGroup(wiring)}>
          {order.map((language) => {
            const props = { id: `${id}-${language}`, value: value[language] ?? "", readOnly: frame.readOnly, size: "sm" as const, "aria-label": `${typeof frame.label === "string" ? frame.label : ""} ${t(`language.${language}`)}`.trim(), onChange: (text: string) => change(language, text) };
            const mark = <span className={css.tongue} lang={language}>{t(`languageMark.${language}`)}</span>;
            return long ? <div key={language} className={css.longText}>{mark}<TextArea {...props} minRows={1} maxRows={6} /></div> : <TextInput key={language} {...props} maxLength={2000} after={mark} />;
          })}
        </div>
      )}
    </FieldFrame>
  );
}
