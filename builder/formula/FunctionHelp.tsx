import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Example, FunctionDefinition } from "#shared/formula/define.ts";
import { EXAMPLES } from "#shared/formula/examples.ts";
import { useSignature } from "./words.ts";
import css from "./formula.module.css";

interface FunctionHelpProps {
  definition: FunctionDefinition;
  /** The parameter that is being typed. */
  parameter?: number | null;
  /** Two examples with what they give. */
  examples?: boolean;
}

/** What a function does: its signature, a sentence, examples. */
export function FunctionHelp({ definition, parameter = null, examples = false }: FunctionHelpProps) {
  const { t } = useTranslation("functions");
  const signature = useSignature()(definition);
  return (
    <div className={css.help}>
      <div className={css.signature}>
        {definition.name}(
        {signature.map((name, i) => <Fragment key={i}>{i > 0 && ", "}{i === parameter ? <b>{name}</b> : name}</Fragment>)}
        )
      </div>
      <div>{t(`does.${definition.name}`)}</div>
      {examples && (
        <div className={css.examples}>
          {(EXAMPLES[definition.name] ?? []).map(([formula, value]) => <div key={formula}>{formula} → {shown(value)}</div>)}
        </div>
      )}
    </div>
  );
}

function shown(value: Example[1]): string {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return Array.isArray(value) ? value.join(", ") : `${value}`;
}
