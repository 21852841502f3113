import { localDate } from "#shared/query/period.ts";
import { foldText } from "#shared/query/sort-key.ts";
import { FORMULA_FUNCTIONS } from "./formula/sqlite-functions.ts";

/** Functions that compiled statements call on SQLite; registered on every connection of a workspace's database. */
export const SQLITE_FUNCTIONS = [
  /** Text as `contains` compares it. */
  { name: "tangram_fold", deterministic: true, fn: (text: unknown): unknown => (typeof text === "string" ? foldText(text) : null) },
  /** The date of a moment (ISO text) in a time zone. */
  {
    name: "tangram_local_date",
    deterministic: true,
    fn: (moment: unknown, zone: unknown): unknown => (typeof moment === "string" && typeof zone === "string" ? localDate(Date.parse(moment), zone) : null),
  },
  ...FORMULA_FUNCTIONS,
] as const;
