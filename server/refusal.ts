import type { JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";

/** HTTP status of each way in which a request is refused (contract §4, Errors). */
export const REFUSALS = {
  not_understood: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  too_large: 413,
  unsupported_media: 415,
  invalid: 422,
  precondition_required: 428,
  too_many: 429,
  storage: 503,
  timeout: 507,
} as const;
export type RefusalCode = keyof typeof REFUSALS;

/**
 * A request that is understood to be wrong, told in terms the asker can act on. Everything below HTTP throws this and only
 * this for bad input; `server/http/problem.ts` makes it `application/problem+json` in the asker's language.
 */
export class Refusal extends Error {
  override name = "Refusal";
  constructor(
    readonly code: RefusalCode,
    readonly problems: readonly Problem[] = [],
    /** Members beside the standard ones, e.g. `{current, base}` of a stale write. */
    readonly extra: JsonObject = {},
  ) {
    super(`${code} ${problems.map((p) => `${p.path} ${p.rule}`).join(", ")}`);
  }
  get status(): number {
    return REFUSALS[this.code];
  }
}
