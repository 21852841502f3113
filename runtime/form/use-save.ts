import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, get, workspacePath } from "#runtime/data/client.ts";
import { useCreate, useUpdate, type RecordData, type SavedRecord } from "#runtime/data/records.ts";
import { keys } from "#runtime/data/keys.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { newId } from "#shared/lib/id.ts";
import type { JsonObject } from "#shared/lib/json.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { toast } from "#shared/ui/toast-store.ts";
import { mergeValues, type Clash } from "./merge.ts";
import type { FormModel } from "./use-form-model.ts";
import { tellProblems, toFieldErrors } from "./problems.ts";
import { storedValues, writeBody, type WriteBody } from "./values.ts";

/** Why a save did not come through, apart from what stands at the fields. */
export interface SaveFailure {
  messages: readonly string[];
  /** Of the request, to copy for support. */
  id: string | null;
}

/** Somebody else has saved meanwhile. */
export interface Conflict {
  /** The record as it is now. */
  current: RecordData;
  clashes: readonly Clash[];
  /** Theirs with mine on top. */
  merged: RecordValues;
}

export type SaveOutcome = { record: SavedRecord } | { conflict: Conflict } | { fields: readonly string[] } | { failure: SaveFailure };

/** Saving of a form: what is sent, what comes back, where problems belong. */
export function useSave(model: FormModel, record: RecordData | null) {
  const { shape, base, writable } = model;
  const { slug } = useWorkspace();
  const { t } = useTranslation("form");
  const client = useQueryClient();
  const create = useCreate(shape.object.name);
  const update = useUpdate(shape.object.name);
  const [isSaving, setSaving] = useState(false);
  const revision = useRef(record?.revision ?? 0);
  const sentBefore = useRef({ text: "", key: "" });
  const expand = [...shape.lists.keys()];

  async function readNow(id: string): Promise<RecordData> {
    const search = expand.length === 0 ? "" : `?expand=${encodeURIComponent(expand.join(","))}`;
    return get<RecordData>(workspacePath(slug, "records", shape.object.name, id) + search);
  }

  /** A repeated try of the same body must not write twice. */
  function keyFor(data: JsonObject): string {
    const text = JSON.stringify(data);
    if (sentBefore.current.text !== text) sentBefore.current = { text, key: newId() };
    return sentBefore.current.key;
  }

  async function send({ data }: WriteBody): Promise<SavedRecord> {
    if (record === null) return create.mutateAsync({ data, expand, idempotencyKey: keyFor(data) });
    return update.mutateAsync({ id: record.id, data, revision: revision.current, expand, idempotencyKey: keyFor({ ...data, $revision: revision.current }) });
  }

  async function save(values: RecordValues): Promise<SaveOutcome> {
    const body = writeBody(shape, base.current, model.filled.typed(shape, values), writable);
    if (record !== null && Object.keys(body.data).length === 0) return { record };
    setSaving(true);
    try {
      const saved = await send(body);
      client.setQueryData(keys.recordWith(slug, shape.object.name, saved.id, expand), saved);
      for (const warning of saved.$warnings ?? []) toast({ text: model.say(warning) });
      return { record: saved };
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (problem.status === 412 && record !== null) return await conflict(values, record.id);
      return refusal(problem, body);
    } finally {
      setSaving(false);
    }
  }

  async function conflict(values: RecordValues, id: string): Promise<SaveOutcome> {
    const current = await readNow(id);
    const { values: merged, clashes } = rebase(values, current);
    return { conflict: { current, clashes, merged } };
  }

  /** Measures further saves against what is stored now. */
  function rebase(values: RecordValues, current: RecordData): { values: RecordValues; clashes: Clash[] } {
    const theirs = storedValues(shape, current);
    const merged = mergeValues(shape, base.current ?? {}, values, theirs);
    base.current = theirs;
    revision.current = current.revision;
    return merged;
  }

  function refusal(problem: ApiError, body: WriteBody): SaveOutcome {
    const isKnown = (name: string): boolean => shape.object.field(name) !== undefined;
    const { told, others } = tellProblems(problem.problem.errors, model.say, (list, place) => body.sent.get(list)?.[place], isKnown);
    for (const [name, error] of Object.entries(toFieldErrors(told))) model.hook.setError(name, error);
    if (told.length > 0 && others.length === 0) return { fields: told.map(({ field }) => field) };
    const detail = problem.status === 0 ? t("offline") : problem.status >= 500 ? t("notSaved") : problem.problem.detail || t("notSaved");
    return { failure: { messages: others.length > 0 ? others : [detail], id: problem.status >= 500 ? problem.requestId : null } };
  }

  return { save, isSaving, rebase };
}
