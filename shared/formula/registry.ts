import type { FunctionDefinition } from "./define.ts";
import { AGGREGATES } from "./functions/aggregate.ts";
import { CALENDAR } from "./functions/calendar.ts";
import { CHINESE } from "./functions/chinese.ts";
import { DATES } from "./functions/date.ts";
import { LISTS } from "./functions/list.ts";
import { BRANCHES, LOGIC } from "./functions/logic.ts";
import { MATH } from "./functions/math.ts";
import { MONEY } from "./functions/money.ts";
import { RECORDS } from "./functions/record.ts";
import { TEXTS } from "./functions/text.ts";

/** Every function, in the order in which the editor lists them. Texts for people: `shared/messages/functions`. */
export const FUNCTIONS: readonly FunctionDefinition[] = [...LOGIC, ...BRANCHES, ...MATH, ...TEXTS, ...CHINESE, ...DATES, ...CALENDAR, ...MONEY, ...LISTS, ...AGGREGATES, ...RECORDS];

const byName: ReadonlyMap<string, FunctionDefinition> = new Map(FUNCTIONS.flatMap((definition) => [definition.name, ...(definition.aliases ?? [])].map((name) => [name, definition] as const)));

/** A function by its name in capitals, or by another name of it. */
export const functionNamed = (name: string): FunctionDefinition | undefined => byName.get(name);
export const functionNames: readonly string[] = [...byName.keys()];
