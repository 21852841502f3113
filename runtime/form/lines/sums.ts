import { formatDecimal, parseDecimal } from "#shared/lib/decimal.ts";
import type { Json, JsonObject } from "#shared/lib/json.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { wordsSetting } from "../blocks.ts";

/** Which columns of a block have a sum under them: those that it names and that can be added. */
export function totalsOf(block: BlockDoc): (field: FieldModel) => boolean {
  const named = new Set(wordsSetting(block, "totals"));
  return (field) => named.has(field.name) && isSummed(field);
}

/** Shares don't add up, whatever is asked for. */
function isSummed(field: FieldModel): boolean {
  return field.summable && field.kind.share !== true && (field.value.class === "decimal" || field.value.class === "integer");
}

/** The exact sum of a column in the field's own form; lines without a readable value count as nothing, null where none has one. */
export function sumOf(field: FieldModel, lines: readonly JsonObject[]): Json {
  const scale = field.value.class === "decimal" ? field.value.scale : 0;
  let sum = 0n;
  let any = false;
  for (const line of lines) {
    const result = field.kind.parse(line[field.name] ?? null, field);
    if (!result.ok || result.value === null) continue;
    const scaled = parseDecimal(String(result.value), scale);
    if (typeof scaled !== "bigint") continue;
    sum += scaled;
    any = true;
  }
  if (!any) return null;
  return field.value.class === "decimal" ? formatDecimal(sum, scale) : Number(sum);
}
