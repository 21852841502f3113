import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import EllipsisVertical from "lucide-react/icons/ellipsis-vertical";
import GripVertical from "lucide-react/icons/grip-vertical";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText, type Label, type Language } from "#shared/lib/label.ts";
import type { OptionDoc } from "#shared/metadata/option-set.ts";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { Popover } from "#shared/ui/Popover.tsx";
import { Tag } from "#shared/ui/Tag.tsx";
import { HuePicker } from "./HuePicker.tsx";
import { valueFault } from "./new-options.ts";
import css from "./options.module.css";

interface OptionRowProps {
  option: OptionDoc;
  /** One's own language first. */
  order: readonly Language[];
  isFixed: boolean;
  /** Once published the stored value stays for ever. */
  isReleased: boolean;
  others: readonly OptionDoc[];
  /** Records that hold it; undefined: not known yet, null: not counted. */
  count: number | null | undefined;
  problem: string | undefined;
  onLabel: (label: Label) => void;
  onSetting: (setting: "hue" | "inactive", value: unknown) => void;
  onValue: (value: string) => void;
  onRemove: () => void;
}

/** One option of the table. */
export function OptionRow({ option, order, isFixed, isReleased, others, count, problem, onLabel, onSetting, onValue, onRemove }: OptionRowProps) {
  const { t, i18n } = useTranslation(["options", "studio"]);
  const { language } = useWorkspace();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: option.value, disabled: isFixed });
  const label = labelText(option.label, language, option.value);
  function changeLabel(tongue: Language, text: string): void {
    const { [tongue]: _old, ...rest } = option.label ?? {};
    onLabel(text === "" ? rest : { ...option.label, [tongue]: text });
  }
  return (
    <tr ref={setNodeRef} data-dragging={isDragging || undefined} data-inactive={option.inactive || undefined} style={{ transform: CSS.Translate.toString(transform), transition }}>
      <td className={css.gripColumn}>{!isFixed && <button type="button" ref={setActivatorNodeRef} className={css.grip} {...attributes} {...listeners} aria-label={t("studio:sort.move", { name: label })}><GripVertical aria-hidden="true" /></button>}</td>
      <td className={css.hueColumn}>
        {isFixed ? <span className={css.swatch} data-hue={option.hue ?? "grey"} /> : (
          <Popover label={t("hueOf", { name: label })} target={<button type="button" className={css.swatchButton} aria-label={t("hueOf", { name: label })} title={t(`hue.${option.hue ?? "grey"}`)}><span className={css.swatch} data-hue={option.hue ?? "grey"} /></button>}>
            <HuePicker value={option.hue ?? "grey"} onChange={(hue) => onSetting("hue", hue)} />
          </Popover>
        )}
      </td>
      {order.map((tongue, at) => (
        <td key={tongue}>
          <div className={css.word}>
            <OptionWord tongue={tongue} value={option.label?.[tongue] ?? ""} name={t("table.labelOf", { name: option.value, language: t(`studio:language.${tongue}`) })} readOnly={isFixed} onChange={(text) => changeLabel(tongue, text)} />
            {at === 0 && option.inactive === true && <Tag tone="outline">{t("inactive")}</Tag>}
          </div>
        </td>
      ))}
      <td className={css.valueColumn}>{isFixed || isReleased ? <code title={option.value}>{option.value}</code> : <StoredValue value={option.value} others={others} name={t("table.valueOf", { name: label })} onChange={onValue} />}{problem !== undefined && <p className={css.error}>{problem}</p>}</td>
      {count !== null && <td className={css.countColumn}>{count === undefined ? null : count === 0 ? <span className={css.zero}>0</span> : new Intl.NumberFormat(i18n.language).format(count)}</td>}
      <td className={css.menuColumn}>
        {!isFixed && (
          <Menu
            label={t("more", { name: label })}
            align="end"
            entries={[
              { key: "inactive", label: t("retire"), checked: option.inactive === true, onSelect: () => onSetting("inactive", option.inactive === true ? undefined : true) },
              { key: "remove", label: t("remove.run"), danger: true, onSelect: onRemove },
            ]}
          >
            <IconButton size="xs" label={t("more", { name: label })} icon={<EllipsisVertical />} />
          </Menu>
        )}
      </td>
    </tr>
  );
}

interface OptionWordProps {
  tongue: Language;
  value: string;
  name: string;
  readOnly: boolean;
  onChange: (text: string) => void;
}

/** A cell of words: looks like text until it is pointed at or focused. */
function OptionWord({ tongue, value, name, readOnly, onChange }: OptionWordProps) {
  return <input className={css.cell} data-column={tongue} lang={tongue} aria-label={name} value={value} readOnly={readOnly} maxLength={2000} onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** The stored value of a new option. What can't be one stays in the input with the reason; the document keeps the last that could. */
function StoredValue({ value, others, name, onChange }: { value: string; others: readonly OptionDoc[]; name: string; onChange: (value: string) => void }) {
  const { t } = useTranslation("options");
  const below = useId();
  const [typed, setTyped] = useState(value);
  const fault = valueFault(typed, others);
  function leave(): void {
    if (fault === null && typed !== value) onChange(typed);
  }
  return (
    <>
      <input
        className={css.cell}
        aria-label={name}
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : below}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={leave}
        onKeyDown={(event) => { if (event.key === "Enter") leave(); }}
      />
      {fault !== null && <p id={below} className={css.error} role="alert">{t(`fault.${fault}`)}</p>}
    </>
  );
}
