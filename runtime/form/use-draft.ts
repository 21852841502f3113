import { useCallback, useEffect, useRef, useState } from "react";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { sameJson } from "#shared/lib/json.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { draftKey, dropDraft, keepDraft, readDraft, type FormDraft } from "./draft-store.ts";
import { jsonValues } from "./fields.ts";
import { mergeValues } from "./merge.ts";
import type { FormModel } from "./use-form-model.ts";
import { canonicalValues, linesIn, writeBody, type FormShape } from "./values.ts";

/** ms after the last change */
const PAUSE = 400;

/** Whether a form differs from what it began with, and the draft of it that is kept in this tab. */
export function useDraft({ hook, shape, base, filled }: FormModel, id: string | null) {
  const { slug, viewer } = useWorkspace();
  const key = draftKey(slug, viewer.id, shape.object.name, id);
  const start = useRef(jsonValues(hook.getValues()));
  const [offered, setOffered] = useState<FormDraft | null>(() => {
    const found = readDraft(key);
    return found && differs(shape, id === null ? null : start.current, start.current, found.values) ? found : null;
  });
  const [isDirty, setDirty] = useState(false);
  const dirty = useRef(false);
  const isOver = useRef(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = hook.subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        if (isOver.current) return;
        const now = filled.typed(shape, jsonValues(values));
        const changed = differs(shape, base.current, base.current ?? start.current, now);
        dirty.current = changed;
        setDirty(changed);
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (isOver.current) return;
          if (changed) keepDraft(key, { values: now, base: base.current });
          else dropDraft(key);
        }, PAUSE);
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [hook, shape, base, filled, key]);

  return {
    offered,
    isDirty,
    /** Read when something happens, not when it is drawn. */
    isDirtyNow: useCallback(() => dirty.current, []),
    /** The offered draft's values, on top of what is stored now. */
    take(): RecordValues {
      setOffered(null);
      const now = jsonValues(hook.getValues());
      if (!offered) return now;
      return base.current === null || offered.base === null ? { ...now, ...offered.values } : mergeValues(shape, offered.base, offered.values, base.current).values;
    },
    refuse(): void {
      dropDraft(key);
      setOffered(null);
    },
    /** Saved or given up: nothing is kept. */
    finish(): void {
      isOver.current = true;
      dirty.current = false;
      setDirty(false);
      dropDraft(key);
    },
  };
}

/** Of a stored record: whether a save would send anything; of a new one: whether anything is other than at the start. */
function differs(shape: FormShape, base: RecordValues | null, start: RecordValues, now: RecordValues): boolean {
  if (base !== null) return Object.keys(writeBody(shape, base, now, () => true).data).length > 0;
  if (!sameJson(canonicalValues(shape.object, withoutEmpty(start)), canonicalValues(shape.object, withoutEmpty(now)))) return true;
  return [...shape.lists.keys()].some((list) => !sameJson(linesIn(start, list).map(bare), linesIn(now, list).map(bare)));
}

function withoutEmpty(values: RecordValues): RecordValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && !Array.isArray(value)));
}

function bare({ $key: _key, ...line }: RecordValues): RecordValues {
  return line;
}
