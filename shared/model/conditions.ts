import type { FormulaProblem } from "#shared/formula/ast.ts";
import { compileCondition } from "#shared/formula/compile.ts";
import type { Environment, Host } from "#shared/formula/environment.ts";
import { readFormula } from "#shared/formula/formula.ts";
import { BOOLEAN } from "#shared/formula/types.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { ObjectModel } from "./model.ts";
import { plainHost, plainRecord, scopeOf } from "./scope.ts";

/** Problems of a condition over the object's own fields; none: it can be evaluated. */
export function checkCondition(object: ObjectModel, source: string): readonly FormulaProblem[] {
  return readFormula(source, scopeOf(object), BOOLEAN).problems;
}

type Test = (env: Environment) => boolean;
const testsOf = new WeakMap<ObjectModel, Map<string, Test | null>>();

/**
 * Whether a condition (true, false or a formula) holds for a record. A condition that can't be read never holds: the checker has
 * told of it. `host` says what day it is and who looks; without one it is today here, and nobody.
 */
export function conditionHolds(object: ObjectModel, condition: boolean | string | undefined, record: RecordValues, absent: boolean, host: Host = hostHere()): boolean {
  if (condition === undefined) return absent;
  if (typeof condition === "boolean") return condition;
  const known = testsOf.get(object) ?? new Map<string, Test | null>();
  testsOf.set(object, known);
  let test = known.get(condition);
  if (test === undefined) {
    const { formula } = readFormula(condition, scopeOf(object), BOOLEAN);
    test = formula && compileCondition(formula.node);
    known.set(condition, test);
  }
  return test !== null && test({ record: plainRecord(record), host });
}

let here: { host: Host; until: number } | null = null;

/** The clock is looked at once a second: a form asks hundreds of conditions at a stroke. */
function hostHere(): Host {
  const now = Date.now();
  if (here && here.until > now) return here.host;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const host = plainHost({ locale: "en", currency: "", timeZone, fiscalYearStart: 1 }, new Date(now), null);
  here = { host, until: now + 1000 };
  return host;
}
