import type { ComponentType } from "react";
import type { Json } from "#shared/lib/json.ts";
import type { FieldInfo, FormatContext } from "./define.ts";

/** A record as pickers and cells show it. */
export interface Choice {
  object: string;
  id: string;
  title: string;
  subtitle?: string;
}

/** What field looks need from the runtime; given by React context so that a kind never imports `runtime/`. */
export interface FieldPorts {
  readonly format: FormatContext;
  /** Finds records by title for pickers. `where` is the field's own narrowing. */
  find(field: FieldInfo, text: string): Promise<Choice[]>;
  /** Makes a record that was not found, beginning with what was typed; undefined when the person gave up. Absent where nobody can. */
  create?(field: FieldInfo, text: string): Promise<Choice | undefined>;
  /** Whether `create` would be allowed for this field. */
  canCreate?(field: FieldInfo): boolean;
  /** Title of a record that a value names, when known without asking. */
  title(object: string, id: string): string | null;
  /** Path of the record's page. */
  href(object: string, id: string): string;
  /** Uploads and answers the value's element. */
  upload(file: File, progress: (share: number) => void): Promise<{ file: string; name: string; size: number; type: string }>;
  fileUrl(id: string): string;
  /** Message of namespace `kinds`. */
  text(key: string, params?: Record<string, string | number>): string;
}

export interface InputProps {
  id: string;
  field: FieldInfo;
  value: Json;
  onChange(value: Json): void;
  onBlur?(): void;
  readOnly?: boolean;
  invalid?: boolean;
  /** In a grid cell: no frame of its own, focus at once. */
  dense?: boolean;
  /** Title beside the value (`account$title`), where the record came with it. */
  titles?: Readonly<Record<string, string | null>>;
  describedBy?: string;
}

export interface DisplayProps {
  field: FieldInfo;
  value: Json;
  dense?: boolean;
  titles?: Readonly<Record<string, string | null>>;
  /** Currency of the record, where it differs from the workspace's. */
  currency?: string;
}

/** The looks of a field kind: `kinds/fields/<type>/view.tsx` exports one as `view`. */
export interface FieldView {
  Input: ComponentType<InputProps>;
  Display: ComponentType<DisplayProps>;
  /** Right-aligned in grids. */
  numeric?: boolean;
  /** Width in a grid, px. */
  width: number;
}
