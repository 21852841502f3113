import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { fetchPage, useBatch, useUndo, type BatchOperation, type RecordData } from "#runtime/data/records.ts";
import { inSentence } from "#runtime/data/words.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Json } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { toast } from "#shared/ui/Toast.tsx";
import type { Selection } from "../use-selection.ts";

/** More than this is work for an import or a workflow. */
export const BULK_MOST = 5_000;
const SLICE = 500;

/** Does one thing to many records, in slices; a record that refuses does not hold up the others. All can be undone from the toast. */
export function useBulk(object: ObjectModel, selection: Selection) {
  const { t } = useTranslation("list");
  const { slug, language } = useWorkspace();
  const batch = useBatch();
  const undo = useUndo();
  const [progress, setProgress] = useState<{ done: string; total: string } | null>(null);
  const plural = inSentence(labelText(object.plural, language, object.name), language);
  const number = new Intl.NumberFormat(language === "zh-CN" ? "zh-CN" : "en-GB");

  async function takeBack(ids: readonly string[]): Promise<void> {
    try {
      for (const id of ids.toReversed()) await undo.mutateAsync({ id, objects: [object.name] });
    } catch (failure) {
      toast({ error: true, text: failure instanceof ApiError && failure.status === 409 ? t("undoTooLate") : t("undoFailed") });
    }
  }

  /** `said` is the key of what the toast says of those that went well. */
  async function run(records: readonly RecordData[], operation: (record: RecordData) => BatchOperation, said: string, params: Record<string, string> = {}): Promise<void> {
    const undos: string[] = [];
    let done = 0;
    let reason = "";
    try {
      for (let from = 0; from < records.length; from += SLICE) {
        if (records.length > SLICE) setProgress({ done: number.format(from), total: number.format(records.length) });
        const slice = records.slice(from, from + SLICE);
        const answer = await batch.mutateAsync({ mode: "each", operations: slice.map(operation) });
        if (answer.undo !== null) undos.push(answer.undo);
        done += answer.results.filter(({ status }) => status < 300).length;
        reason ||= answer.results.find(({ status }) => status >= 300)?.errors?.[0]?.message ?? "";
      }
    } catch (failure) {
      reason ||= failure instanceof ApiError ? (failure.problem.errors[0]?.message ?? failure.message) : "";
    } finally {
      setProgress(null);
    }
    const failed = records.length - done;
    if (done > 0) toast({ text: t(said, { count: done, shown: number.format(done), plural, ...params }), undo: () => void takeBack(undos) });
    if (failed > 0) toast({ error: true, text: [t("someFailed", { count: failed, shown: number.format(failed), plural }), reason].filter((part) => part !== "").join(" ") });
    selection.clear();
  }

  return {
    isBusy: progress !== null || batch.isPending,
    progress,
    remove: () => run(selection.records, (record) => ({ op: "delete", object: object.name, id: record.id }), "deleted"),
    setField: (field: FieldModel, value: Json) =>
      run(selection.records, (record) => ({ op: "update", object: object.name, id: record.id, data: { [field.name]: value } }), "fieldSet", { field: labelText(field.label, language, field.name) }),
    async selectAll(where: Where | undefined, sort: string): Promise<void> {
      let cursor: string | null = null;
      let seen = 0;
      do {
        const page = await fetchPage(slug, object.name, { limit: SLICE, ...(where && { where }), ...(sort !== "" && { sort }), ...(object.titleField !== null && { fields: [object.titleField] }) }, cursor);
        selection.add(page.records.filter((record) => !selection.has(record.id)));
        seen += page.records.length;
        cursor = page.cursor;
      } while (cursor !== null && seen < BULK_MOST);
    },
  };
}
