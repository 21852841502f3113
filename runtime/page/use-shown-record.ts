import { useMemo } from "react";
import { useRecord } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { currencyBeside } from "#runtime/form/currency.ts";
import { useFormLists } from "#runtime/form/use-form-model.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordContextValue } from "./record-context.ts";

/** A record as its page shows it: read with the child lists that its form lays out. */
export function useShownRecord(object: ObjectModel | undefined, id: string, options: Pick<RecordContextValue, "isNarrow" | "edit">) {
  const { can, fieldRight } = useWorkspace();
  // The type decides which lists are read along; until it is known those of the first type are.
  const plain = useRecord(object?.name ?? "", object && object.recordTypes.length > 1 ? id : null);
  const type = plain.data?.record_type;
  const expand = useExpand(object, typeof type === "string" ? type : undefined);
  const isTypeKnown = !object || object.recordTypes.length <= 1 || plain.data !== undefined;
  const query = useRecord(object?.name ?? "", object && isTypeKnown ? id : null, expand);
  const record = query.data;
  const canEdit = (field: string | null): boolean => object !== undefined && can(object.name, "update") && (field === null || fieldRight(object.name, field) === "write");
  const value: RecordContextValue | null = object && record ? { object, record, expand, currency: currencyBeside(record), canEdit, ...options } : null;
  return { query: query.data === undefined && plain.isError ? plain : query, shown: value === null ? null : { value, canEdit } };
}

const NOWHERE: readonly string[] = [];

function useExpand(object: ObjectModel | undefined, type: string | undefined): readonly string[] {
  const { model } = useWorkspace();
  // Hooks can't be left out where the object is unknown; any other object does then, since nothing is asked.
  const some = object ?? model.objects.values().next().value;
  const lists = useFormLists(some ?? missing(), type);
  return useMemo(() => (object ? lists : NOWHERE), [object, lists]);
}

function missing(): never {
  throw new Error("a model has at least its built-in objects");
}
