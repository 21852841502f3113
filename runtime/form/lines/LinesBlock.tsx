import { useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
import { useController } from "react-hook-form";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import { wordSetting, wordsSetting } from "../blocks.ts";
import { useForm } from "../form-context.ts";
import { useLive, useLiveRows } from "../live/use-live.ts";
import { cellKey, cellMessages, type Told } from "../problems.ts";
import type { LineRow } from "../values.ts";
import { lineColumns } from "./columns.ts";
import { LineCards } from "./LineCards.tsx";
import { LinesGrid } from "./LinesGrid.tsx";
import { totalsOf } from "./sums.ts";

const NONE: LineRow[] = [];

/** A child list of the form: a grid to type in, cards on a phone. */
export function LinesBlock({ block }: { block: BlockDoc }) {
  const { object, lists, control, states, live, writable, currency, formId } = useForm();
  const { language } = useWorkspace();
  const list = wordSetting(block, "field") ?? "";
  const { field: input, fieldState, formState } = useController({ control, name: list });
  const isPhone = useMediaQuery("(max-width: 767px)") === true;
  const field = object.field(list);
  const child = lists.get(list);
  const by = field?.value.class === "children" ? field.value.by : "";
  const named = wordsSetting(block, "columns")?.join(",");
  const columns = useMemo(
    () => (child ? lineColumns(child, by, named?.split(","), (name) => writable(child.name, name)) : []),
    // `writable` follows the model, as the object does.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [child, by, named],
  );
  const lines = Array.isArray(input.value) ? (input.value as LineRow[]) : NONE; // only this block writes it
  const shown = useLiveRows(live, list, lines);
  const { waiting, cells, whole } = useLive(live, (now) => ({
    waiting: columns.flatMap((column) => (child && now.isWaiting(child.name, column.field.name) ? [column.field.name] : [])),
    cells: remarksIn(now.remarks.errors, list),
    whole: now.remarks.errors.find((told) => told.field === list && told.line === null)?.message ?? null,
  }));
  if (!field || !child) return null;
  const props = {
    id: `${formId}-${list}`,
    label: labelText(field.label, language, list),
    child,
    by,
    columns,
    isTotalled: totalsOf(block),
    lines,
    shown,
    waiting: waiting.join(" "),
    onChange: (next: LineRow[]) => input.onChange(next),
    onBlur: input.onBlur,
    readOnly: states[block.id]?.readOnly === true,
    messages: { ...cells, ...cellMessages(fieldState.error) },
    error: fieldState.error?.type === "lines" ? undefined : (fieldState.error?.message ?? whole ?? undefined),
    showAll: formState.submitCount > 0,
    headerCurrency: currency,
  };
  return isPhone ? <LineCards {...props} /> : <LinesGrid {...props} />;
}


/** What a preview of the save says of cells. */
function remarksIn(remarks: readonly Told[], list: string): Record<string, string> {
  return Object.fromEntries(remarks.flatMap(({ field, line, cell, message }) => (field === list && line !== null ? [[cellKey(line, cell), message]] : [])));
}
