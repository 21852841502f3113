import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { RequestError } from "#runtime/shell/ErrorPage.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { ProgressBar } from "#shared/ui/ProgressBar.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { Switch } from "#shared/ui/Switch.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { ToLookAt } from "../releases/ToLookAt.tsx";
import { Refusal } from "../releases/Refusal.tsx";
import { PlanWords } from "../releases/PlanWords.tsx";
import { useInstallPlan, type PackageAnswer, type useInstall } from "./api.ts";
import { wokenBy, type Woken } from "./woken.ts";
import css from "./modules.module.css";

interface InstallPlanProps {
  chosen: readonly PackageAnswer[];
  installed: readonly PackageAnswer[];
  all: readonly PackageAnswer[];
  install: ReturnType<typeof useInstall>;
}

/** What adding the chosen modules does, before it is done: what comes, and what of the modules here wakes with it. */
export function InstallPlan({ chosen, installed, all, install }: InstallPlanProps) {
  const { t } = useTranslation("modules");
  const { model: released } = useWorkspace();
  const store = useDraftStore();
  const names = chosen.map(({ name }) => name);
  const plan = useInstallPlan(names, install.isIdle || install.isError);
  const [withData, setWithData] = useState(true);
  const before = new Set(installed.map(({ name }) => name));
  const after = withNeeded(names, all, before);
  const woken = wokenBy(store.documents(), before, after);
  const errors = (plan.data?.diagnostics ?? []).filter(({ severity }) => severity === "error");
  const cant = plan.isError ? t("plan.failed") : plan.data === undefined || plan.isPlaceholderData ? t("plan.checking") : errors.length > 0 ? t("plan.errors", { count: errors.length }) : undefined;
  return (
    <section className={css.plan} aria-labelledby="modules-plan">
      <header className={css.planHead}>
        <h2 id="modules-plan">{t("plan.title")}</h2>
        <Button look="primary" size="md" busy={install.isPending} onClick={() => install.mutate({ packages: names, sampleData: withData })} {...(cant !== undefined && { disabledReason: cant })}>{t("plan.run", { count: names.length, n: released.release + 1 })}</Button>
      </header>
      {install.isPending && <ProgressBar label={t("plan.running")} detail={t("plan.runningDetail")} />}
      {install.error && <Refusal title={t("plan.refused")} failure={install.error} />}
      <Switch label={t("plan.sample")} help={t("plan.sampleHelp")} checked={withData} readOnly={install.isPending} onChange={setWithData} />
      {plan.isError && <RequestError problem={plan.error} onRetry={() => void plan.refetch()} />}
      {plan.isLoading && <SkeletonLines lines={4} />}
      {plan.data && (
        <div className={css.planWords} data-stale={plan.isPlaceholderData || undefined}>
          <ToLookAt diagnostics={plan.data.diagnostics} />
          {woken.length > 0 && <WokenList woken={woken} />}
          <PlanWords changes={plan.data.plan.changes} />
        </div>
      )}
      <p className={css.quiet}>{t("plan.safe")}</p>
    </section>
  );
}

/** The packages that are there once the wished ones are: with what they depend on. */
function withNeeded(wished: readonly string[], all: readonly PackageAnswer[], before: ReadonlySet<string>): Set<string> {
  const after = new Set(before);
  const add = (name: string): void => {
    if (after.has(name)) return;
    after.add(name);
    for (const needed of all.find((one) => one.name === name)?.depends ?? []) add(needed);
  };
  wished.forEach(add);
  return after;
}

function WokenList({ woken }: { woken: readonly Woken[] }) {
  const { t } = useTranslation(["modules", "plan"]);
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const store = useDraftStore();
  return (
    <div>
      <h3 className={css.planGroup}>{t("plan.woken")}</h3>
      <ul className={css.lines}>
        {woken.map(({ kind, name, labels }) => {
          const target = model.documents.get(`${kind}/${name}`) ?? store.document(kind, name);
          return (
            <li key={`${kind}/${name}`}>
              <b>{labelText(target?.label, language, name)}</b> <span className={css.quiet}>{t(`plan:kind.${kind}`, { defaultValue: kind })}</span>
              {labels.length > 0 && <> {labels.map((label) => labelText(label, language)).join(t("separator"))}</>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
