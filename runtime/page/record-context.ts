import { createContext, use } from "react";
import type { RecordData } from "#runtime/data/records.ts";
import type { ObjectModel } from "#shared/model/model.ts";

/** The record that a page shows. */
export interface RecordContextValue {
  object: ObjectModel;
  record: RecordData;
  /** Child lists it was read with. */
  expand: readonly string[];
  /** ISO code where its money is not in the workspace's currency. */
  currency: string | undefined;
  /** Whether this viewer may change the field here. */
  canEdit(field: string | null): boolean;
  /** One column, no room for much: phone. */
  isNarrow: boolean;
  /** Opens the whole form. */
  edit(): void;
}

export const RecordContext = createContext<RecordContextValue | null>(null);

/** The record around a block. Throws outside of one. */
export function useShown(): RecordContextValue {
  const shown = use(RecordContext);
  if (shown === null) throw new Error("a block of a record page is drawn outside of one");
  return shown;
}
