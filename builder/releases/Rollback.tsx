import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RequestError } from "#runtime/shell/ErrorPage.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { useReleaseDiff, useRollback, useRollbackPlan, type RolledBackAnswer } from "./api.ts";
import { DataChanges } from "./DataChanges.tsx";
import { DiffDocuments } from "./DiffDocuments.tsx";
import { PlanWords } from "./PlanWords.tsx";
import { Refusal } from "./Refusal.tsx";
import { ToLookAt } from "./ToLookAt.tsx";
import css from "./releases.module.css";

/** Back to an earlier release: the server's plan for it, with the records that it costs, and then a new release with the old documents. */
export function Rollback({ n, current, onClose }: { n: number; current: number; onClose: () => void }) {
  const { t } = useTranslation("releases");
  const plan = useRollbackPlan(n);
  const rollback = useRollback();
  const [look, setLook] = useState<"words" | "properties">("words");
  if (rollback.data) return <RolledBack n={n} answer={rollback.data} onClose={onClose} />;
  const changes = plan.data?.plan.changes ?? [];
  const errors = (plan.data?.diagnostics ?? []).filter(({ severity }) => severity === "error");
  const cant = plan.data === undefined ? t("publish.checking") : errors.length > 0 ? t("back.errors", { count: errors.length }) : changes.length === 0 ? t("back.same") : undefined;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("back.title", { n })}
      width={720}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="danger-filled" busy={rollback.isPending} onClick={() => rollback.mutate(n)} {...(cant !== undefined && { disabledReason: cant })}>{t("back.run", { n: current + 1 })}</Button>
        </>
      }
    >
      <div className={css.back}>
        <p>{t("back.detail", { n, next: current + 1 })}</p>
        {rollback.error && <Refusal title={t("publish.failed")} failure={rollback.error} />}
        {plan.isError && <RequestError problem={plan.error} onRetry={() => void plan.refetch()} />}
        {plan.isLoading && <SkeletonLines lines={5} />}
        {plan.data && (
          <>
            <ToLookAt diagnostics={plan.data.diagnostics.filter(({ code }) => code !== "nothing_to_publish")} />
            {changes.length > 0 && <DataChanges changes={changes} />}
            <div className={css.backLook}><SegmentedControl aria-label={t("people.look")} size="sm" value={look} onChange={setLook} segments={[{ value: "words", label: t("people.words") }, { value: "properties", label: t("people.properties") }]} /></div>
            {look === "words" ? <PlanWords changes={changes} /> : <Properties n={n} current={current} />}
          </>
        )}
      </div>
    </Dialog>
  );
}

function Properties({ n, current }: { n: number; current: number }) {
  const { t } = useTranslation("releases");
  const diff = useReleaseDiff(current, n);
  if (diff.isLoading) return <SkeletonLines lines={5} />;
  if (diff.isError) return <RequestError problem={diff.error} onRetry={() => void diff.refetch()} />;
  return <DiffDocuments documents={diff.data ?? []} fromLabel={t("diff.now")} toLabel={t("publish.release", { n })} />;
}

function RolledBack({ n, answer, onClose }: { n: number; answer: RolledBackAnswer; onClose: () => void }) {
  const { t } = useTranslation("releases");
  return (
    <Dialog opened onClose={onClose} title={t("back.doneTitle", { n: answer.release })} actions={<Button size="md" look="primary" onClick={onClose}>{t("close")}</Button>}>
      <p>{t("back.done", { n })}</p>
      {answer.conflicts.length > 0 && (
        <Note tone="warning" title={t("back.conflicts", { count: answer.conflicts.length })}>
          <ul>{answer.conflicts.map(({ kind, name }) => <li key={`${kind}/${name}`}><code>{kind}/{name}</code></li>)}</ul>
        </Note>
      )}
    </Dialog>
  );
}
