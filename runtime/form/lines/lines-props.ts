import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import type { LineRow } from "../values.ts";
import type { LineColumn } from "./columns.ts";

/** What both looks of a child list (grid, cards) are given. */
export interface LinesProps {
  id: string;
  label: string;
  child: ObjectModel;
  /** The line's reference to its header. */
  by: string;
  columns: readonly LineColumn[];
  /** Whether a column has its sum under it. */
  isTotalled: (field: FieldModel) => boolean;
  /** As they are typed. */
  lines: readonly LineRow[];
  /** The same with their computed values. */
  shown: readonly LineRow[];
  /** Names of the computed columns that are not yet those of what is typed, by blanks. */
  waiting: string;
  onChange: (lines: LineRow[]) => void;
  onBlur: () => void;
  readOnly: boolean;
  /** By `key/field`, or `key` for a whole line. */
  messages: Readonly<Record<string, string>>;
  /** What is wrong with the list as a whole. */
  error: string | undefined;
  /** Problems of cells that nobody has been in show too. */
  showAll: boolean;
  headerCurrency: string;
}
