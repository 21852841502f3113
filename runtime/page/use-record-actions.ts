import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { noteChange } from "#runtime/data/changes.ts";
import { ApiError, post, workspacePath } from "#runtime/data/client.ts";
import { listHref, recordHref } from "#runtime/data/hrefs.ts";
import { useRemove, useRestore, type RecordData } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { ObjectModel } from "#shared/model/model.ts";
import { toast } from "#shared/ui/toast-store.ts";

/** What can be done with a whole record. `gone` is called when it is deleted; without it the list opens. */
export function useRecordActions(object: ObjectModel, record: RecordData | undefined, title: string, gone?: () => void) {
  const { slug, can } = useWorkspace();
  const { t } = useTranslation("page");
  const router = useRouter();
  const client = useQueryClient();
  const removal = useRemove(object.name);
  const restoring = useRestore(object.name);
  const cloning = useMutation({
    mutationFn: (id: string) => post<RecordData>(workspacePath(slug, "records", object.name, id, "clone")),
    onSuccess: (copy) => noteChange(client, slug, object.name, new Set([copy.id])),
  });
  const failed = (problem: unknown, fallback: string): void => {
    const said = problem instanceof ApiError ? (problem.problem.errors[0]?.message ?? problem.problem.detail) : "";
    toast({ error: true, text: said === "" ? fallback : said });
  };

  return {
    canClone: can(object.name, "create"),
    canRemove: can(object.name, "delete"),
    clone(): void {
      if (!record) return;
      cloning.mutate(record.id, {
        onSuccess: (copy) => {
          router.history.push(recordHref(slug, object.name, copy.id));
          toast({ text: t("cloned", { title }), undo: () => removal.mutate({ id: copy.id }, { onSuccess: () => router.history.push(recordHref(slug, object.name, record.id)) }) });
        },
        onError: (problem) => failed(problem, t("notCloned")),
      });
    },
    remove(): void {
      if (!record) return;
      removal.mutate({ id: record.id }, {
        onSuccess: () => {
          if (gone) gone();
          else router.history.push(listHref(slug, object.name));
          toast({ text: t("removed", { title }), undo: () => restoring.mutate(record.id, { onError: (problem) => failed(problem, t("notRestored")) }) });
        },
        onError: (problem) => failed(problem, t("notRemoved")),
      });
    },
    copyLink(): void {
      if (!record) return;
      const address = new URL(recordHref(slug, object.name, record.id), location.origin).href;
      // Without a secure connection there is no clipboard: then the address itself is shown, to be copied by hand.
      const copied = navigator.clipboard ? navigator.clipboard.writeText(address) : Promise.reject(new Error("no clipboard"));
      copied.then(() => toast({ text: t("linkCopied") }), () => toast({ text: address }));
    },
  };
}
