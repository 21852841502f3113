import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { ProgressBar } from "#shared/ui/ProgressBar.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { Refusal } from "../releases/Refusal.tsx";
import { designerPath } from "../shell/hrefs.ts";
import { useUninstall } from "./api.ts";
import css from "./modules.module.css";

/** Takes a module away in a release of its own; where something that stays refers to it, that is said and nothing is done. */
export function RemoveModule({ name, label, onClose }: { name: string; label: string; onClose: () => void }) {
  const { t } = useTranslation(["modules", "plan"]);
  const { slug, language, model: released } = useWorkspace();
  const { model } = useDraftModel();
  const uninstall = useUninstall();
  const uses = uninstall.error instanceof ApiError ? (uninstall.error.problem.uses ?? []) : [];
  if (uninstall.data) {
    return (
      <Dialog opened onClose={onClose} title={t("remove.doneTitle", { name: label })} actions={<Button size="md" look="primary" onClick={onClose}>{t("close")}</Button>}>
        <p>{t("remove.done", { n: uninstall.data.release })}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("remove.title", { name: label })}
      width={560}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="danger-filled" busy={uninstall.isPending} onClick={() => uninstall.mutate(name)}>{t("remove.run", { n: released.release + 1 })}</Button>
        </>
      }
    >
      <div className={css.dialog}>
        <p>{t("remove.detail")}</p>
        {uninstall.isPending && <ProgressBar label={t("remove.running")} />}
        {uninstall.error && (uses.length === 0 ? <Refusal title={t("remove.refused")} failure={uninstall.error} /> : (
          <Note tone="danger" title={t("remove.inUse")}>
            <ul className={css.uses}>
              {uses.map((use, at) => (
                <li key={at}>
                  <a href={designerPath(slug, use.kind, use.name, use.path)}>{labelText(model.documents.get(`${use.kind}/${use.name}`)?.label, language, use.name)}</a> <span className={css.quiet}>{t(`plan:kind.${use.kind}`, { defaultValue: use.kind })}</span> {use.message}
                </li>
              ))}
            </ul>
          </Note>
        ))}
      </div>
    </Dialog>
  );
}
