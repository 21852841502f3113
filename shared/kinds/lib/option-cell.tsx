import { Tag } from "#shared/ui/Tag.tsx";
import type { FieldInfo } from "../define.ts";
import { useFieldPorts } from "../ports.tsx";
import { RowCell, SHOWN_IN_LISTS } from "./cells.tsx";
import { joinList } from "./locale.ts";
import { optionLabel } from "./options.ts";

/** Options as tags in their hues. */
export function OptionCell({ field, words, dense }: { field: FieldInfo; words: readonly string[]; dense?: boolean | undefined }) {
  const { language } = useFieldPorts().format;
  const labels = words.map((word) => optionLabel(word, field, language));
  const items = words.map((word, at) => (
    <Tag key={word} hue={field.options.find((option) => option.value === word)?.hue}>{labels[at]}</Tag>
  ));
  return <RowCell items={items} dense={dense} rest={joinList(labels.slice(SHOWN_IN_LISTS), language)} />;
}
