import type { JsonObject } from "#shared/lib/json.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";

/** ISO code of a record's money: its own currency field as it is being typed, else what came with the record, else the workspace's. */
export function currencyOf(object: ObjectModel, values: RecordValues, record: JsonObject | null, workspaceCurrency: string): string {
  if (object.currency === "workspace") return workspaceCurrency;
  const own = values[object.currency];
  if (typeof own === "string" && own !== "") return own;
  return currencyBeside(record) ?? workspaceCurrency;
}

/** The currency that an answer shows beside its money; undefined where that is the workspace's. */
export function currencyBeside(record: JsonObject | null): string | undefined {
  for (const [key, value] of Object.entries(record ?? {})) if (key.endsWith("$currency") && typeof value === "string") return value;
  return undefined;
}

/** ISO code of a line's money while its header is being entered: the header's where the line takes it from there. */
export function lineCurrency(child: ObjectModel, by: string, line: JsonObject, headerCurrency: string, workspaceCurrency: string): string {
  if (child.currency.startsWith(`${by}.`)) return headerCurrency;
  return currencyOf(child, line, line, workspaceCurrency);
}
