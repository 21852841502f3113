import EllipsisVertical from "lucide-react/icons/ellipsis-vertical";
import Plus from "lucide-react/icons/plus";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { HUES, type Hue } from "#shared/metadata/common.ts";
import type { OptionDoc } from "#shared/metadata/option-set.ts";
import type { Label } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu, type MenuEntry } from "#shared/ui/Menu.tsx";
import { Popover } from "#shared/ui/Popover.tsx";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { Tag } from "#shared/ui/Tag.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { freeName } from "./free-name.ts";
import { LabelControl } from "./LabelControl.tsx";
import { SortableRows } from "./SortableRows.tsx";
import css from "./inspector.module.css";

interface OptionsControlProps {
  label: string;
  value: readonly OptionDoc[];
  onChange: (value: OptionDoc[]) => void;
  error?: string | undefined;
  readOnly?: boolean;
}

/** The options of a choice: words in both languages, hue, order. A new one is typed; its stored value is made from its words and stays. */
export function OptionsControl({ label, value, onChange, error, readOnly = false }: OptionsControlProps) {
  const { t, i18n } = useTranslation("studio");
  const language = nearestLanguage(i18n.language);
  const [typed, setTyped] = useState("");
  const textOf = (option: OptionDoc): string => option.label?.[language] ?? option.label?.en ?? option.label?.["zh-CN"] ?? option.value;
  const change = (option: OptionDoc, with_: Partial<OptionDoc>): void => onChange(value.map((one) => (one === option ? { ...one, ...with_ } : one)));

  function add(): void {
    const words = typed.split(/[\n,，;；、]/).map((word) => word.trim()).filter((word) => word !== "");
    const next = [...value];
    for (const word of words) next.push({ value: freeName(word, new Set(next.map((one) => one.value)), "option"), label: { [language]: word }, hue: HUES[next.length % HUES.length] ?? "grey" });
    onChange(next);
    setTyped("");
  }
  function press(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    add();
  }
  function toggleInactive(option: OptionDoc): void {
    const { inactive, ...rest } = option;
    onChange(value.map((one) => (one === option ? (inactive === true ? rest : { ...rest, inactive: true }) : one)));
  }
  const menu = (option: OptionDoc): MenuEntry[] => [
    { key: "inactive", label: t("options.inactive"), checked: option.inactive === true, onSelect: () => toggleInactive(option) },
    { key: "remove", label: t("options.remove"), danger: true, onSelect: () => onChange(value.filter((one) => one !== option)) },
  ];
  return (
    <fieldset className={css.options}>
      <legend className={css.legend}>{label}</legend>
      {value.length > 0 && (
        <SortableRows items={value} idOf={(option) => option.value} nameOf={textOf} readOnly={readOnly} label={label} onMove={(id, to) => onChange(moved(value, id, to))}>
          {(option) => (
            <>
              <Popover label={t("options.edit", { name: textOf(option) })} width={280} target={<button type="button" className={css.option} disabled={readOnly}><Tag hue={option.hue ?? "grey"}>{textOf(option)}</Tag>{option.inactive === true && <span className={css.quiet}>{t("options.isInactive")}</span>}</button>}>
                <OptionForm option={option} onLabel={(text) => change(option, { label: text })} onHue={(hue) => change(option, { hue })} />
              </Popover>
              {!readOnly && <Menu label={t("options.more", { name: textOf(option) })} align="end" entries={menu(option)}><IconButton size="xs" label={t("options.more", { name: textOf(option) })} icon={<EllipsisVertical />} /></Menu>}
            </>
          )}
        </SortableRows>
      )}
      {!readOnly && (
        <div className={css.addRow}>
          <TextInput size="sm" aria-label={t("options.new")} placeholder={t("options.placeholder")} value={typed} onChange={setTyped} onKeyDown={press} />
          <Button icon={<Plus />} onClick={add} {...(typed.trim() === "" && { disabledReason: t("options.typeFirst") })}>{t("options.add")}</Button>
        </div>
      )}
      {error !== undefined && <p className={css.error} role="alert">{error}</p>}
    </fieldset>
  );
}

function OptionForm({ option, onLabel, onHue }: { option: OptionDoc; onLabel: (label: Label) => void; onHue: (hue: Hue) => void }) {
  const { t } = useTranslation("studio");
  return (
    <div className={css.settings}>
      <LabelControl label={t("options.label")} value={option.label ?? {}} onChange={onLabel} size="sm" />
      <fieldset className={css.hues}>
        <legend className={css.legend}>{t("options.hue")}</legend>
        {HUES.map((hue) => (
          <label key={hue} className={css.hue} data-hue={hue} title={t(`hue.${hue}`)}>
            <input type="radio" name={`hue-${option.value}`} checked={(option.hue ?? "grey") === hue} aria-label={t(`hue.${hue}`)} onChange={() => onHue(hue)} />
          </label>
        ))}
      </fieldset>
      <p className={css.quiet}>{t("options.stored", { value: option.value })}</p>
    </div>
  );
}

function moved(value: readonly OptionDoc[], id: string, to: number): OptionDoc[] {
  const option = value.find((one) => one.value === id);
  return option === undefined ? [...value] : value.filter((one) => one !== option).toSpliced(to, 0, option);
}
