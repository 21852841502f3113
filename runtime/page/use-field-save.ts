import { useQueryClient } from "@tanstack/react-query";
import { ApiError } from "#runtime/data/client.ts";
import { keys } from "#runtime/data/keys.ts";
import { useUpdate, type RecordData } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { sameJson, type Json, type JsonObject } from "#shared/lib/json.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { useShown } from "./record-context.ts";

/** What came of saving one field. */
export type FieldOutcome = "saved" | { message: string; rule: string | null } | { current: JsonObject };

/** Saves single fields of the record that is shown. A change of another field meanwhile is no conflict; one of the same is. */
export function useFieldSave() {
  const { object, record, expand } = useShown();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const update = useUpdate(object.name);

  async function write(data: JsonObject, revision: number): Promise<void> {
    const saved = await update.mutateAsync({ id: record.id, data, revision });
    // The page holds the record with its lists: they are as they were.
    client.setQueryData<RecordData>(keys.recordWith(slug, object.name, record.id, expand), (known) => ({ ...known, ...saved }));
  }

  return {
    isSaving: update.isPending,
    /** `began`: what the field held when the editing began. `revision` of the record that is to be written over. `beside`: what is sent along (`$reason`). */
    async save(field: FieldModel, value: Json, began: Json, revision: number, beside: JsonObject = {}): Promise<FieldOutcome> {
      const data = { [field.name]: value, ...beside };
      try {
        await write(data, revision);
        return "saved";
      } catch (problem) {
        if (!(problem instanceof ApiError)) throw problem;
        const { current } = problem.problem;
        if (problem.status !== 412 || current === undefined) {
          const [first] = problem.problem.errors;
          return { message: problem.at(`/${field.name}`) ?? first?.message ?? problem.problem.detail, rule: first?.rule ?? null };
        }
        if (!sameJson(current[field.name] ?? null, began)) return { current };
        return this.save(field, value, began, Number(current.revision), beside);
      }
    },
  };
}
