import { useTranslation } from "react-i18next";
import { targetsOf } from "#runtime/data/field-ports.tsx";
import { isComparison, ME } from "#runtime/data/where.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import type { Comparison, Operator, Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { resolvePath } from "../state/columns.ts";
import { isBlank } from "../state/list-search.ts";
import { VALUELESS, wordingOf } from "./operators.ts";

/** A condition in words. */
export interface ConditionText {
  field: string;
  operator: string;
  value: string;
}

/** Says conditions in the viewer's words: labels of fields and options, titles of records. */
export function useConditionText(object: ObjectModel) {
  const { t } = useTranslation("list");
  const { model, language } = useWorkspace();
  const { format, title } = useFieldPorts();
  const comma = t("comma");

  function operator(field: FieldModel, op: Operator): string {
    return t(`op.${wordingOf(field.value.class)}.${op}`);
  }
  function oneValue(field: FieldModel, value: Json): string {
    if (value === ME) return t("me");
    const option = field.options.find((one) => one.value === value);
    if (option) return labelText(option.label, language, option.value);
    if (field.value.class === "boolean") return t(value === true ? "yes" : "no");
    const [target] = targetsOf(field.value);
    const named = typeof value === "string" && target !== undefined ? (title(target, value) ?? "…") : null;
    if (named !== null) return named;
    return field.kind.format(value, field, { ...format, dense: true }, (id) => (target === undefined ? null : title(target, id)));
  }
  function value(field: FieldModel, condition: Comparison): string {
    const asked = condition.value;
    if (VALUELESS.has(condition.op)) return "";
    if (condition.op === "within") return withinText(asked ?? null);
    if (isBlank(asked) || asked === undefined) return "…";
    if (condition.op === "between" && Array.isArray(asked)) return t("range", { from: oneValue(field, asked[0] ?? null), to: oneValue(field, asked[1] ?? null) });
    return Array.isArray(asked) ? asked.map((one) => oneValue(field, one)).join(comma) : oneValue(field, asked);
  }
  function withinText(asked: Json): string {
    if (typeof asked === "string") return t(`within.${asked}`);
    if (!isJsonObject(asked)) return "…";
    const side = "last" in asked ? "last" : "next";
    return t(`within.${side}_n`, { count: Number(asked[side] ?? 0), unit: t(`unit.${String(asked.unit)}`, { count: Number(asked[side] ?? 0) }) });
  }
  function comparison(condition: Comparison): ConditionText {
    const found = resolvePath(model, object, condition.field, language);
    if (!found) return { field: condition.field, operator: condition.op, value: "" };
    return { field: found.label, operator: operator(found.field, condition.op), value: value(found.field, condition) };
  }
  /** A whole condition as one phrase. */
  function phrase(where: Where): string {
    if (isComparison(where)) {
      const text = comparison(where);
      return [text.field, text.operator, text.value].filter((part) => part !== "").join(" ");
    }
    if ("not" in where) return t("not", { condition: phrase(where.not) });
    const parts = "and" in where ? where.and : where.or;
    return parts.map(phrase).join("and" in where ? t("and") : t("or"));
  }
  return { comparison, operator, phrase };
}
