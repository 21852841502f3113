import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { FieldSlot } from "#runtime/form/FieldSlot.tsx";
import type { FieldInfo } from "#shared/kinds/define.ts";
import type { Json } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import type { Operator } from "#shared/metadata/where.ts";
import type { FieldModel, Model, ObjectModel } from "#shared/model/model.ts";
import { resolvePath } from "#shared/model/paths.ts";
import { Button } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { MultiSelect } from "#shared/ui/MultiSelect.tsx";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { TagsInput } from "#shared/ui/TagsInput.tsx";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { fieldsToChoose } from "../names.ts";
import { isGroup, type Group, type Row } from "./tree.ts";
import { WITHOUT_VALUE } from "./where-codec.ts";
import css from "./condition.module.css";

export interface ConditionRowsProps {
  group: Group;
  onChange: (group: Group) => void;
  model: Model;
  object: ObjectModel;
  /** Which of a field's operators the writer can say. */
  operators: (field: FieldModel) => readonly Operator[];
  /** Whether fields of other records can be named (`account.industry`). */
  paths: boolean;
  readOnly?: boolean;
  /** How deep this group stands; groups nest three deep by hand. */
  depth?: number;
}

const DEEPEST = 2;

/** A condition as rows "field · operator · value", all or any of which hold; groups stand in groups. */
export function ConditionRows(props: ConditionRowsProps) {
  const { group, onChange, model, object, operators, paths, readOnly = false, depth = 0 } = props;
  const { t } = useTranslation("studio");
  const put = (at: number, item: Row | Group | null): void => onChange({ ...group, items: item === null ? group.items.toSpliced(at, 1) : group.items.with(at, item) });
  const fields = [...object.fields, ...object.systemFields].filter((field) => operators(field).length > 0);
  function add(item: Row | Group): void {
    onChange({ ...group, items: [...group.items, item] });
  }
  function newRow(): Row {
    const [field] = fields;
    return { field: field?.name ?? "", op: (field && operators(field)[0]) ?? "eq", value: null };
  }
  return (
    <div className={css.group} data-depth={depth} role="group" aria-label={t(group.all ? "condition.all" : "condition.any")}>
      {(group.items.length > 1 || depth > 0) && (
        <div className={css.how}>
          <SegmentedControl
            aria-label={t("condition.how")}
            size="sm"
            value={group.all ? "all" : "any"}
            readOnly={readOnly}
            segments={[{ value: "all", label: t("condition.all") }, { value: "any", label: t("condition.any") }]}
            onChange={(how) => onChange({ ...group, all: how === "all" })}
          />
        </div>
      )}
      <ol className={css.items}>
        {group.items.map((item, at) => (
          // Rows have no identity of their own; a removed one takes its controls along by place.
          <li key={at} className={css.item}>
            {isGroup(item) ? (
              <ConditionRows {...props} group={item} depth={depth + 1} onChange={(next) => put(at, next.items.length === 0 ? null : next)} />
            ) : (
              <RowControls row={item} number={at + 1} model={model} object={object} operators={operators} paths={paths} readOnly={readOnly} onChange={(next) => put(at, next)} onRemove={() => put(at, null)} />
            )}
          </li>
        ))}
      </ol>
      {!readOnly && (
        <div className={css.add}>
          <Button look="subtle" size="xs" icon={<Plus />} onClick={() => add(newRow())}>{t("condition.add")}</Button>
          {depth < DEEPEST && group.items.length > 0 && <Button look="subtle" size="xs" onClick={() => add({ all: !group.all, items: [newRow()] })}>{t("condition.addGroup")}</Button>}
        </div>
      )}
    </div>
  );
}

interface RowControlsProps extends Pick<ConditionRowsProps, "model" | "object" | "operators" | "paths"> {
  row: Row;
  number: number;
  readOnly: boolean;
  onChange: (row: Row) => void;
  onRemove: () => void;
}

function RowControls({ row, number, model, object, operators, paths, readOnly, onChange, onRemove }: RowControlsProps) {
  const { t, i18n } = useTranslation("studio");
  const field = resolvePath(model, object, row.field);
  const words = field ? operators(field) : [row.op];
  const choices = fieldsToChoose(model, object, i18n.language, paths).filter(({ value }) => {
    const found = resolvePath(model, object, value);
    return found !== undefined && operators(found).length > 0;
  });
  function chooseField(name: string | null): void {
    const next = name === null ? undefined : resolvePath(model, object, name);
    if (name === null || !next) return;
    const possible = operators(next);
    const op = possible.includes(row.op) ? row.op : (possible[0] ?? "eq");
    onChange({ field: name, op, value: next.value.class === "boolean" ? true : null });
  }
  function chooseOperator(op: Operator): void {
    const wantsList = isList(op);
    const value = WITHOUT_VALUE.has(op) ? null : wantsList === isList(row.op) ? row.value : wantsList ? (row.value === null ? [] : [row.value]) : Array.isArray(row.value) ? (row.value[0] ?? null) : row.value;
    onChange({ ...row, op, value: op === "within" ? "this_month" : value });
  }
  return (
    <fieldset className={css.row}>
      <legend className={css.hidden}>{t("condition.row", { number })}</legend>
      <div className={css.head}>
        <div className={css.field}><Select size="sm" aria-label={t("condition.field")} clearable={false} readOnly={readOnly} value={row.field} options={choices} onChange={chooseField} /></div>
        <div className={css.op}><Select size="sm" aria-label={t("condition.operator")} clearable={false} readOnly={readOnly} value={row.op} options={words.map((op) => ({ value: op, label: t(`op.${op}`) }))} onChange={(op) => { const found = words.find((word) => word === op); if (found) chooseOperator(found); }} /></div>
        {!readOnly && <IconButton size="xs" label={t("condition.remove", { number })} icon={<X />} onClick={onRemove} />}
      </div>
      {field && !WITHOUT_VALUE.has(row.op) && <ValueControl row={row} field={field} readOnly={readOnly} language={nearestLanguage(i18n.language)} onChange={(value) => onChange({ ...row, value })} />}
    </fieldset>
  );
}

const isList = (op: Operator): boolean => op === "in" || op === "notIn" || op === "between";

const PERIODS = ["today", "yesterday", "tomorrow", ...["this", "last", "next"].flatMap((which) => ["week", "month", "quarter", "year"].map((unit) => `${which}_${unit}`))];

function ValueControl({ row, field, readOnly, language, onChange }: { row: Row; field: FieldModel; readOnly: boolean; language: "en" | "zh-CN"; onChange: (value: Json) => void }) {
  const { t } = useTranslation("studio");
  const id = useId();
  const one: FieldInfo = { ...field, required: false, label: { en: t("condition.value"), "zh-CN": t("condition.value") }, settings: { ...field.settings, name: field.name, help: {} } };
  const values = Array.isArray(row.value) ? row.value : [];
  if (row.op === "within") {
    return <Select size="sm" aria-label={t("condition.value")} clearable={false} readOnly={readOnly} value={typeof row.value === "string" ? row.value : null} options={PERIODS.map((period) => ({ value: period, label: t(`period.${period}`) }))} onChange={(period) => onChange(period)} />;
  }
  if (row.op === "between") {
    return (
      <div className={css.between}>
        {[0, 1].map((at) => <FieldSlot key={at} id={`${id}-${at}`} field={one} value={values[at] ?? null} readOnly={readOnly} onChange={(_name, value) => onChange([at === 0 ? value : (values[0] ?? null), at === 1 ? value : (values[1] ?? null)])} />)}
      </div>
    );
  }
  if (isList(row.op) && field.options.length > 0) {
    const options = field.options.map((option) => ({ value: option.value, label: labelText(option.label, language, option.value), hue: option.hue }));
    return <MultiSelect size="sm" aria-label={t("condition.value")} readOnly={readOnly} value={values.map(String)} options={options} onChange={onChange} />;
  }
  if (isList(row.op)) {
    return <TagsInput size="sm" aria-label={t("condition.value")} readOnly={readOnly} value={values.map(String)} onChange={(words) => onChange(words.map((word) => (field.value.class === "integer" && Number.isInteger(Number(word)) ? Number(word) : word)))} />;
  }
  if (row.op === "contains" || row.op === "startsWith") {
    const isText = field.value.class === "text" || field.value.class === "long_text" || field.value.class === "word";
    if (isText) return <FieldSlot id={id} field={{ ...one, type: "text" }} value={row.value} readOnly={readOnly} onChange={(_name, value) => onChange(value)} />;
  }
  return <FieldSlot id={id} field={one} value={row.value} readOnly={readOnly} onChange={(_name, value) => onChange(value)} />;
}
