import { isJsonObject, type Json } from "#shared/lib/json.ts";

/** `{"formula": "…"}`, where a literal could stand too (contract §3): the formula, or null for anything else. */
export function formulaIn(value: Json | undefined): string | null {
  return isJsonObject(value) && typeof value["formula"] === "string" && Object.keys(value).length === 1 ? value["formula"] : null;
}
