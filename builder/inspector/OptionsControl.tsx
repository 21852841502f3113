import EllipsisVertical from "lucide-react/icons/ellipsis-vertical";
import ListPlus from "lucide-react/icons/list-plus";
import Plus from "lucide-react/icons/plus";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText, type Label } from "#shared/lib/label.ts";
import type { Hue } from "#shared/metadata/common.ts";
import type { OptionDoc } from "#shared/metadata/option-set.ts";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu, type MenuEntry } from "#shared/ui/Menu.tsx";
import { Popover } from "#shared/ui/Popover.tsx";
import { Tag } from "#shared/ui/Tag.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { BulkOptions } from "../options/BulkOptions.tsx";
import { HuePicker } from "../options/HuePicker.tsx";
import { newOptions, typedInLine } from "../options/new-options.ts";
import type { OptionUser } from "../options/option-users.ts";
import { RemoveOption } from "../options/RemoveOption.tsx";
import { LabelControl } from "./LabelControl.tsx";
import { SortableRows } from "./SortableRows.tsx";
import css from "./inspector.module.css";

interface OptionsControlProps {
  label: string;
  value: readonly OptionDoc[];
  onChange: (value: OptionDoc[]) => void;
  /** The field that has them: what its records hold is said before one is removed. Null while it is nobody's yet. */
  user: OptionUser | null;
  /** Values that are published: records may hold them. */
  published: ReadonlySet<string>;
  error?: string | undefined;
  readOnly?: boolean;
}

/** The options of a choice: words in both languages, hue, order. A new one is typed; its stored value is made from its words and stays. */
export function OptionsControl({ label, value, onChange, user, published, error, readOnly = false }: OptionsControlProps) {
  const { t } = useTranslation("options");
  const { language } = useWorkspace();
  const [typed, setTyped] = useState("");
  const [isBulk, setBulk] = useState(false);
  const [removing, setRemoving] = useState<OptionDoc | null>(null);
  const textOf = (option: OptionDoc): string => labelText(option.label, language, option.value);
  const change = (option: OptionDoc, with_: Partial<OptionDoc>): void => onChange(value.map((one) => (one.value === option.value ? { ...one, ...with_ } : one)));

  function add(): void {
    const labels = typedInLine(typed, language);
    if (labels.length === 0) return;
    onChange([...value, ...newOptions(labels, value)]);
    setTyped("");
  }
  function press(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    add();
  }
  function toggleInactive(option: OptionDoc): void {
    const { inactive, ...rest } = option;
    onChange(value.map((one) => (one.value === option.value ? (inactive === true ? rest : { ...rest, inactive: true }) : one)));
  }
  function remove(option: OptionDoc): void {
    onChange(value.filter((one) => one.value !== option.value));
    setRemoving(null);
  }
  const menu = (option: OptionDoc): MenuEntry[] => [
    { key: "inactive", label: t("retire"), checked: option.inactive === true, onSelect: () => toggleInactive(option) },
    { key: "remove", label: t("remove.run"), danger: true, onSelect: () => (published.has(option.value) ? setRemoving(option) : remove(option)) },
  ];
  return (
    <fieldset className={css.options}>
      <legend className={css.legend}>{label}</legend>
      {value.length > 0 && (
        <SortableRows items={value} idOf={(option) => option.value} nameOf={textOf} readOnly={readOnly} label={label} onMove={(id, to) => onChange(moved(value, id, to))}>
          {(option) => (
            <>
              <Popover label={t("edit", { name: textOf(option) })} width={280} target={<button type="button" className={css.option} disabled={readOnly}><Tag hue={option.hue ?? "grey"}>{textOf(option)}</Tag>{option.inactive === true && <span className={css.quiet}>{t("inactive")}</span>}</button>}>
                <OptionForm option={option} onLabel={(text) => change(option, { label: text })} onHue={(hue) => change(option, { hue })} />
              </Popover>
              {!readOnly && <Menu label={t("more", { name: textOf(option) })} align="end" entries={menu(option)}><IconButton size="xs" label={t("more", { name: textOf(option) })} icon={<EllipsisVertical />} /></Menu>}
            </>
          )}
        </SortableRows>
      )}
      {!readOnly && (
        <div className={css.addRow}>
          <TextInput size="sm" aria-label={t("new.option")} placeholder={t("new.optionPlaceholder")} value={typed} onChange={setTyped} onKeyDown={press} />
          <IconButton look="default" label={t("new.add")} icon={<Plus />} onClick={add} />
          <IconButton look="default" label={t("bulk.open")} icon={<ListPlus />} onClick={() => setBulk(true)} />
        </div>
      )}
      {error !== undefined && <p className={css.error} role="alert">{error}</p>}
      {isBulk && <BulkOptions there={value} onAdd={(made) => { onChange([...value, ...made]); setBulk(false); }} onClose={() => setBulk(false)} />}
      {removing !== null && <RemoveOption option={removing} users={user ? [user] : []} set={null} onRemove={() => remove(removing)} onRetire={() => { toggleInactive(removing); setRemoving(null); }} onClose={() => setRemoving(null)} />}
    </fieldset>
  );
}

function OptionForm({ option, onLabel, onHue }: { option: OptionDoc; onLabel: (label: Label) => void; onHue: (hue: Hue) => void }) {
  const { t } = useTranslation("options");
  return (
    <div className={css.settings}>
      <LabelControl label={t("label")} value={option.label ?? {}} onChange={onLabel} size="sm" />
      <HuePicker value={option.hue ?? "grey"} onChange={onHue} />
      <p className={css.quiet}>{t("stored", { value: option.value })}</p>
    </div>
  );
}

function moved(value: readonly OptionDoc[], id: string, to: number): OptionDoc[] {
  const option = value.find((one) => one.value === id);
  return option === undefined ? [...value] : value.filter((one) => one !== option).toSpliced(to, 0, option);
}
