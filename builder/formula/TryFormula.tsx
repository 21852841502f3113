import { useQuery } from "@tanstack/react-query";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fetchPage } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Formula } from "#shared/formula/formula.ts";
import type { FieldInfo } from "#shared/kinds/define.ts";
import { fieldView } from "#shared/kinds/field-views.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import type { Json } from "#shared/lib/json.ts";
import type { FieldModel, Model, ObjectModel } from "#shared/model/model.ts";
import { AsyncPicker, type PickItem } from "#shared/ui/AsyncPicker.tsx";
import { useDraftVersion } from "../draft/hooks.ts";
import { resultField } from "./try/result-field.ts";
import { runTrial, type Outcome } from "./try/run.ts";
import { RecordSource } from "./try/source.ts";
import css from "./formula.module.css";

/** `value`: a figure to look at; `condition`: whether it holds; `rule`: broken by FALSE alone. */
export type TrialPurpose = "value" | "condition" | "rule";

interface TryFormulaProps {
  /** Null while the formula can't be computed. */
  formula: Formula | null;
  model: Model;
  object: ObjectModel;
  purpose: TrialPurpose;
  /** The field whose values these are: its options and decimals. */
  field?: FieldModel | undefined;
}

/** What the formula gives for a real record, chosen from those there are; the one changed last to begin with. */
export function TryFormula({ formula, model, object, purpose, field }: TryFormulaProps) {
  const { t } = useTranslation("studio");
  const { slug, model: released, viewer } = useWorkspace();
  const ports = useFieldPorts();
  const version = useDraftVersion();
  const [picked, setPicked] = useState<PickItem | null>(null);
  const isThere = released.object(object.name) !== undefined;
  // Figures may have changed since the editor was opened, but not while a person types.
  const source = useMemo(() => new RecordSource(slug, released), [slug, released]);
  const first = useQuery({
    queryKey: ["w", slug, "records", object.name, "trial"],
    queryFn: async () => (await fetchPage(slug, object.name, { limit: 1, sort: "-updated_at" })).records[0]?.id ?? null,
    enabled: isThere,
  });
  const id = picked?.id ?? first.data ?? null;
  const outcome = useQuery({
    queryKey: ["w", slug, "trial", object.name, id, formula?.source ?? "", version],
    queryFn: (): Promise<Outcome | null> => (formula && id !== null ? runTrial(formula, model, object, id, source, viewer.id) : Promise.resolve(null)),
    enabled: isThere && id !== null && formula !== null,
    placeholderData: (before) => before,
    gcTime: 0,
    retry: false,
  });
  if (!isThere) return <p className={css.quiet}>{t("formula.trial.unpublished")}</p>;
  if (first.data === null && picked === null) return <p className={css.quiet}>{t("formula.trial.none")}</p>;
  const search = async (text: string): Promise<PickItem[]> => (await ports.find(lookupOf(object), text)).map(({ id: found, title }) => ({ id: found, title }));
  const chosen = picked ?? (id === null ? null : { id, title: ports.title(object.name, id) ?? "…" });
  return (
    <div className={css.trial}>
      <AsyncPicker size="sm" label={t("formula.trial.record")} clearable={false} value={chosen} search={search} onChange={setPicked} />
      {outcome.isError && <Result tone="quiet">{t("failure.offline")}</Result>}
      {!outcome.isError && formula !== null && outcome.data && <Answer outcome={outcome.data} formula={formula} purpose={purpose} field={field} />}
    </div>
  );
}

const lookupOf = (object: ObjectModel): FieldInfo => ({ name: "record", type: "lookup", label: {}, value: { class: "reference", to: object.name }, required: false, options: [], settings: { name: "record" } });

function Answer({ outcome, formula, purpose, field }: { outcome: Outcome; formula: Formula; purpose: TrialPurpose; field: FieldModel | undefined }) {
  const { t } = useTranslation(["studio", "formula"]);
  switch (outcome.kind) {
    case "value":
      return purpose === "value" ? <Value value={outcome.value} field={field ?? resultField(formula.type)} /> : <Truth value={outcome.value} purpose={purpose} />;
    case "error":
      return <Result tone="broken" icon={<CircleX aria-hidden="true" />}>{t(`formula:${outcome.error}`)}</Result>;
    default:
      return <Result tone="quiet">{t(`formula.trial.${outcome.kind}`)}</Result>;
  }
}

function Value({ value, field }: { value: Json; field: FieldInfo }) {
  const { t } = useTranslation("studio");
  const view = fieldView(field.type);
  return (
    <Result tone="plain" label={t("formula.trial.result")}>
      {value === null || !view ? t("formula.trial.empty") : <view.Display field={field} value={value} />}
    </Result>
  );
}

/** A condition holds where it is TRUE; a rule is broken by FALSE alone. */
function Truth({ value, purpose }: { value: Json; purpose: "condition" | "rule" }) {
  const { t } = useTranslation("studio");
  const isGood = purpose === "rule" ? value !== false : value === true;
  const word = value === null ? "empty" : isGood ? "true" : "false";
  // A condition that does not hold is no mistake.
  const tone = isGood ? "holds" : purpose === "rule" ? "broken" : "quiet";
  return <Result tone={tone} icon={isGood ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}>{t(`formula.trial.${purpose}.${word}`)}</Result>;
}

function Result({ tone, icon, label, children }: { tone: "plain" | "holds" | "broken" | "quiet"; icon?: ReactNode; label?: string; children: ReactNode }) {
  return (
    <div className={css.result} data-tone={tone} role="status">
      {icon}
      {label !== undefined && <span>{label}</span>}
      <span className={css.figure}>{children}</span>
    </div>
  );
}
