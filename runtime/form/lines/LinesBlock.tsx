import { useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
import { useController } from "react-hook-form";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import { wordSetting, wordsSetting } from "../blocks.ts";
import { useForm } from "../form-context.ts";
import { cellMessages } from "../problems.ts";
import type { LineRow } from "../values.ts";
import { lineColumns } from "./columns.ts";
import { LineCards } from "./LineCards.tsx";
import { LinesGrid } from "./LinesGrid.tsx";
import { totalsOf } from "./sums.ts";

/** A child list of the form: a grid to type in, cards on a phone. */
export function LinesBlock({ block }: { block: BlockDoc }) {
  const { object, lists, control, states, writable, currency, formId } = useForm();
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
  if (!field || !child) return null;
  const lines = Array.isArray(input.value) ? (input.value as LineRow[]) : []; // only this block writes it
  const props = {
    id: `${formId}-${list}`,
    label: labelText(field.label, language, list),
    child,
    by,
    columns,
    isTotalled: totalsOf(block),
    lines,
    onChange: (next: LineRow[]) => input.onChange(next),
    onBlur: input.onBlur,
    readOnly: states[block.id]?.readOnly === true,
    messages: cellMessages(fieldState.error),
    error: fieldState.error?.type === "lines" ? undefined : fieldState.error?.message,
    showAll: formState.submitCount > 0,
    headerCurrency: currency,
  };
  return isPhone ? <LineCards {...props} /> : <LinesGrid {...props} />;
}

