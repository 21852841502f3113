import { useTranslation } from "react-i18next";
import type { FormulaProblem } from "#shared/formula/ast.ts";
import type { ClassReason } from "#shared/formula/classify.ts";
import type { FunctionDefinition } from "#shared/formula/define.ts";
import type { Scope } from "#shared/formula/scope.ts";
import type { FormulaType } from "#shared/formula/types.ts";
import type { Model } from "#shared/model/model.ts";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { objectLabel, pathLabel } from "./labels.ts";

/** Says what a formula yields: "amount of money, 2 decimals", "link to Account". */
export function useTypeText(): (type: FormulaType, model: Model) => string {
  const { t, i18n } = useTranslation(["studio", "formula"]);
  const language = nearestLanguage(i18n.language);
  const say = (type: FormulaType, model: Model): string => {
    switch (type.kind) {
      case "number": {
        const digits = type.style === "percent" ? Math.max(0, type.scale - 2) : type.scale;
        const style = t(`studio:formula.number.${type.style}`);
        return digits === 0 ? style : t("studio:formula.digits", { style, count: digits });
      }
      case "reference":
        return t("studio:formula.reference", { objects: type.to.map((name) => objectLabel(model, name, language)).join(", ") });
      case "list":
        return t("studio:formula.list", { type: say(type.of, model) });
      case "records":
        return t("studio:formula.rows", { object: objectLabel(model, type.of, language) });
      default:
        return t(`formula:type.${type.kind}`);
    }
  };
  return say;
}

/** What is wrong with a formula, in words. */
export function useProblemText(): (problem: FormulaProblem) => string {
  const { t } = useTranslation("formula");
  return ({ code, params }) => t(code, { ...params, defaultValue: code });
}

/** Why a computed field is what it is, with names as people call them. */
export function useReasonText(): (reason: ClassReason, scope: Scope, model: Model) => string {
  const { t, i18n } = useTranslation("formula");
  const language = nearestLanguage(i18n.language);
  return ({ code, params }, scope, model) => {
    const called = Object.fromEntries(Object.entries(params).map(([key, name]) => [key, key === "object" ? objectLabel(model, name, language) : key === "field" || key === "list" ? pathLabel(model, scope, name, language) : name]));
    return t(`class.${code}`, called);
  };
}

/** A function's parameters as they are called in the viewer's language, `[…]` around what may be left out. */
export function useSignature(): (definition: FunctionDefinition) => readonly string[] {
  const { t } = useTranslation("functions");
  return ({ params, repeat }) =>
    params.map((param, i) => {
      const name = t(`param.${param.name}`);
      const repeats = param.rest === true || (repeat !== undefined && i === params.length - 1);
      return `${param.optional ? `[${name}]` : name}${repeats ? ", …" : ""}`;
    });
}
