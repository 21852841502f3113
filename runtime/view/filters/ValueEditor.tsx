import { useId } from "react";
import { useTranslation } from "react-i18next";
import { targetsOf } from "#runtime/data/field-ports.tsx";
import { ME } from "#runtime/data/where.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { fieldView } from "#shared/kinds/field-views.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import type { Comparison } from "#shared/metadata/where.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { AsyncMultiPicker, AsyncPicker, type PickItem } from "#shared/ui/AsyncPicker.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { MultiSelect } from "#shared/ui/MultiSelect.tsx";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { TagsInput } from "#shared/ui/TagsInput.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import css from "./filters.module.css";
import { SEVERAL, WITHIN } from "./operators.ts";

export interface ValueEditorProps {
  field: FieldModel;
  condition: Comparison;
  onChange: (value: Json) => void;
}

/** What a condition compares with, entered as its field and operator need it. */
export function ValueEditor({ field, condition, onChange }: ValueEditorProps) {
  const { op, value = null } = condition;
  if (op === "within") return <WithinEditor value={value} onChange={onChange} />;
  if (op === "between") return <RangeEditor field={field} value={value} onChange={onChange} />;
  if (SEVERAL.has(op)) return <SeveralEditor field={field} value={value} onChange={onChange} />;
  return <OneEditor field={field} op={op} value={value} onChange={onChange} />;
}

interface PartProps {
  field: FieldModel;
  value: Json;
  onChange: (value: Json) => void;
}

function OneEditor({ field, op, value, onChange }: PartProps & { op: Comparison["op"] }) {
  const { t } = useTranslation("list");
  const { language } = useWorkspace();
  const id = useId();
  const label = labelText(field.label, language, field.name);
  if (field.value.class === "boolean") {
    return <SegmentedControl aria-label={label} value={value === false ? "no" : "yes"} onChange={(next) => onChange(next === "yes")} segments={[{ value: "yes", label: t("yes") }, { value: "no", label: t("no") }]} />;
  }
  const holdsList = field.value.class === "list" || field.value.class === "links";
  if (field.options.length > 0 && (holdsList ? op === "contains" : true)) return <Select aria-label={label} autoFocus size="sm" value={typeof value === "string" ? value : null} onChange={onChange} options={useOptions(field)} />;
  if (targetsOf(field.value).length > 0 && field.value.class !== "anyReference") return <PersonOrRecord field={field} value={value} onChange={onChange} />;
  if (op === "contains" || op === "startsWith") return <TextInput aria-label={label} autoFocus size="sm" value={typeof value === "string" ? value : ""} onChange={(text) => onChange(text === "" ? null : text)} />;
  const view = fieldView(field.type);
  return view ? <view.Input id={id} field={field} value={value} onChange={onChange} dense /> : null;
}

function useOptions(field: FieldModel) {
  const { language } = useWorkspace();
  return field.options.map((option) => ({ value: option.value, label: labelText(option.label, language, option.value), hue: option.hue }));
}

function useRecordPicker(field: FieldModel) {
  const { t } = useTranslation("list");
  const ports = useFieldPorts();
  const { viewer } = useWorkspace();
  const [target = ""] = targetsOf(field.value);
  const isPeople = target === "user";
  const itemOf = (id: string): PickItem => ({ id, title: id === ME ? t("me") : (ports.title(target, id) ?? "…") });
  async function search(text: string): Promise<PickItem[]> {
    const found = (await ports.find(field, text)).map(({ id, title, subtitle }) => ({ id, title, subtitle }));
    return isPeople && text === "" ? [{ id: ME, title: t("me"), subtitle: viewer.name }, ...found] : found;
  }
  return { itemOf, search };
}

function PersonOrRecord({ field, value, onChange }: PartProps) {
  const { language } = useWorkspace();
  const { itemOf, search } = useRecordPicker(field);
  const id = Array.isArray(value) ? value[0] : value;
  return <AsyncPicker aria-label={labelText(field.label, language, field.name)} autoFocus size="sm" value={typeof id === "string" ? itemOf(id) : null} onChange={(item) => onChange(item?.id ?? null)} search={search} />;
}

function SeveralEditor({ field, value, onChange }: PartProps) {
  const { language } = useWorkspace();
  const { itemOf, search } = useRecordPicker(field);
  const options = useOptions(field);
  const label = labelText(field.label, language, field.name);
  const words = Array.isArray(value) ? value.filter((word) => typeof word === "string" || typeof word === "number") : [];
  const texts = words.map(String);
  if (field.options.length > 0) return <MultiSelect aria-label={label} autoFocus size="sm" value={texts} onChange={onChange} options={options} />;
  if (targetsOf(field.value).length > 0) return <AsyncMultiPicker aria-label={label} autoFocus size="sm" value={texts.map(itemOf)} onChange={(items) => onChange(items.map(({ id }) => id))} search={search} />;
  // Typed words become values of the field's kind; what is none is left out.
  const parse = (word: string): Json[] => {
    const parsed = field.kind.parse(field.value.class === "integer" ? Number(word) : word, field);
    return parsed.ok && parsed.value !== null ? [parsed.value] : [];
  };
  return <TagsInput aria-label={label} size="sm" value={texts} onChange={(next: readonly string[]) => onChange(next.flatMap(parse))} options={[]} />;
}

function RangeEditor({ field, value, onChange }: PartProps) {
  const { t } = useTranslation("list");
  const id = useId();
  const view = fieldView(field.type);
  const [from = null, to = null] = Array.isArray(value) ? value : [];
  if (!view) return null;
  return (
    <div className={css.range}>
      <label htmlFor={`${id}-from`}>{t("from")}</label>
      <view.Input id={`${id}-from`} field={field} value={from} onChange={(next) => onChange([next, to])} />
      <label htmlFor={`${id}-to`}>{t("to")}</label>
      <view.Input id={`${id}-to`} field={field} value={to} onChange={(next) => onChange([from, next])} />
    </div>
  );
}

const UNITS = ["day", "week", "month", "quarter", "year"] as const;

function WithinEditor({ value, onChange }: Omit<PartProps, "field">) {
  const { t } = useTranslation("list");
  const counted = isJsonObject(value) ? value : null;
  const side = counted && "next" in counted ? "next" : "last";
  const count = Number(counted?.[side] ?? 30);
  const unit = typeof counted?.unit === "string" ? counted.unit : "day";
  return (
    <div className={css.within}>
      <div className={css.words}>
        {WITHIN.map((word) => (
          <Button key={word} size="xs" look={value === word ? "primary" : "default"} aria-pressed={value === word} onClick={() => onChange(word)}>{t(`within.${word}`)}</Button>
        ))}
      </div>
      <div className={css.counted}>
        <Select aria-label={t("within.side")} size="sm" clearable={false} value={side} onChange={(next) => onChange({ [next ?? "last"]: count, unit })} options={[{ value: "last", label: t("within.last") }, { value: "next", label: t("within.next") }]} />
        <TextInput aria-label={t("within.count")} size="sm" inputMode="numeric" value={String(count)} onChange={(text) => onChange({ [side]: Math.min(Math.max(Number.parseInt(text, 10) || 1, 1), 9999), unit })} />
        <Select aria-label={t("within.unit")} size="sm" clearable={false} value={unit} onChange={(next) => onChange({ [side]: count, unit: next ?? "day" })} options={UNITS.map((one) => ({ value: one, label: t(`unit.${one}`, { count }) }))} />
      </div>
    </div>
  );
}
