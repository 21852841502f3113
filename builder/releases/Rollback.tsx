import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { isJsonObject } from "#shared/lib/json.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { useRowCount } from "../objects/use-cost.ts";
import { useReleaseDiff, useRollback, type DocumentDiff } from "./api.ts";
import { DiffDocuments } from "./DiffDocuments.tsx";
import css from "./releases.module.css";

/** Back to an earlier release: what that changes, whose values it takes away, and then a new release with the old documents. */
export function Rollback({ n, current, onClose }: { n: number; current: number; onClose: () => void }) {
  const { t } = useTranslation("releases");
  const diff = useReleaseDiff(current, n);
  const rollback = useRollback();
  const losses = (diff.data ?? []).flatMap(lossesOf);
  const refused = rollback.error instanceof ApiError ? rollback.error : null;
  if (rollback.data) {
    return (
      <Dialog opened onClose={onClose} title={t("back.doneTitle", { n: rollback.data.release })} actions={<Button size="md" look="primary" onClick={onClose}>{t("close")}</Button>}>
        <p>{t("back.done", { n })}</p>
        {rollback.data.conflicts.length > 0 && (
          <Note tone="warning" title={t("back.conflicts", { count: rollback.data.conflicts.length })}>
            <ul>{rollback.data.conflicts.map(({ kind, name }) => <li key={`${kind}/${name}`}><code>{kind}/{name}</code></li>)}</ul>
          </Note>
        )}
      </Dialog>
    );
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("back.title", { n })}
      width={720}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="danger-filled" busy={rollback.isPending} onClick={() => rollback.mutate(n)} {...((diff.data === undefined || diff.data.length === 0) && { disabledReason: diff.data ? t("back.same") : t("publish.checking") })}>{t("back.run", { n: current + 1 })}</Button>
        </>
      }
    >
      <div className={css.back}>
        <p>{t("back.detail", { n, next: current + 1 })}</p>
        {losses.map((loss) => <Loss key={`${loss.object}/${loss.field ?? ""}`} {...loss} />)}
        {rollback.error && <Note tone="danger" title={t("publish.failed")}>{refused && refused.problem.errors.length > 0 ? <ul>{refused.problem.errors.map((error, at) => <li key={at}>{error.message}</li>)}</ul> : <p>{rollback.error.message}</p>}</Note>}
        {diff.isLoading && <SkeletonLines lines={5} />}
        {diff.data && <DiffDocuments documents={diff.data} fromLabel={t("diff.now")} toLabel={t("publish.release", { n })} />}
      </div>
    </Dialog>
  );
}

interface Lost {
  object: string;
  field?: string;
}

/** What is there now and was not then: objects, and fields of objects and their extensions. */
function lossesOf({ kind, name, state, changes }: DocumentDiff): Lost[] {
  if (kind !== "object") return [];
  if (state === "removed") return [{ object: name }];
  return changes.flatMap(({ path, change, from }) => {
    const [, list, field, rest] = path.split("/");
    return change === "removed" && list === "fields" && field !== undefined && rest === undefined && isJsonObject(from) ? [{ object: name, field }] : [];
  });
}

function Loss({ object, field }: Lost) {
  const { t, i18n } = useTranslation(["releases", "objects"]);
  const { model, language } = useWorkspace();
  const rows = useRowCount(object, field);
  const found = model.object(object);
  if (!found || !rows.data || rows.data.count === 0) return null;
  const number = new Intl.NumberFormat(i18n.language).format(rows.data.count);
  const objectLabel = labelText(found.label, language, object);
  const title = field === undefined ? t("back.losesObject", { name: objectLabel, count: rows.data.count, number }) : t("back.losesField", { name: labelText(found.field(field)?.label, language, field), object: objectLabel, count: rows.data.count, number });
  return <Note tone="warning" title={title}>{t("objects:cost.kept")}</Note>;
}
