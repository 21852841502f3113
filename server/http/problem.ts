import type { Context } from "hono";
import type { JsonObject } from "#shared/lib/json.ts";
import { problem as newProblem, type Problem } from "#shared/lib/problem.ts";
import { problemMessage, message } from "./messages.ts";
import { Refusal, REFUSALS, type RefusalCode } from "#server/refusal.ts";
import { errorCode } from "#server/store/errors.ts";
import { StoreUnavailable, UniqueViolation } from "#server/store/port.ts";
import type { Language } from "#shared/lib/label.ts";
import type { HttpEnv } from "./context.ts";

type ErrorStatus = (typeof REFUSALS)[RefusalCode] | 500;
type Log = (fields: Record<string, unknown>, text: string) => void;

/**
 * Whatever was thrown as `application/problem+json` (contract §4): a `Refusal` as it says, a failing store as 503, a broken
 * unique index as 409, anything else as 500 with the request's id, logged once.
 */
export function answerError(c: Context<HttpEnv>, error: unknown, log: Log): Response {
  // Set by the first middleware; a request that fails before it has neither.
  const variables: Partial<HttpEnv["Variables"]> = c.var;
  const language = variables.language ?? "en";
  const requestId = variables.requestId ?? "";
  const refusal = toRefusal(error);
  if (refusal?.code === "storage") log({ requestId, err: error }, "the store refused");
  else if (!refusal) log({ requestId, err: error, method: c.req.method, path: c.req.path }, "unexpected error");
  const retry = refusal?.extra["retry_after"];
  return problemResponse(c, problemBody(error, language, requestId), refusal ? REFUSALS[refusal.code] : 500, {
    ...(typeof retry === "number" && { "retry-after": String(retry) }),
    ...(refusal?.code === "unauthenticated" && { "www-authenticate": "Bearer" }),
  });
}

/** What was thrown as the JSON of a problem, in the language. */
export function problemBody(error: unknown, language: Language, requestId: string): JsonObject {
  const refusal = toRefusal(error);
  if (!refusal) {
    return { type: "urn:tangram:problem:unexpected", title: message(language, "title.unexpected") ?? "", status: 500, detail: message(language, "detail.unexpected", { id: requestId }) ?? "", errors: [], request_id: requestId };
  }
  const errors = refusal.problems.map((problem) => withMessage(problem, language));
  const title = message(language, `title.${refusal.code}`) ?? "";
  return {
    type: `urn:tangram:problem:${refusal.code}`,
    title,
    status: REFUSALS[refusal.code],
    detail: errors[0]?.message ?? message(language, `detail.${refusal.code}`) ?? title,
    errors,
    ...refusal.extra,
  };
}

function toRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreUnavailable) return new Refusal("storage");
  if (error instanceof UniqueViolation) return new Refusal("conflict", [newProblem("", "unique")]);
  // PostgreSQL holds no NUL in text; where one came in by a door that does not look (in JSON in an address), it names nothing.
  if (errorCode(error) === "22021") return new Refusal("not_understood", [newProblem("", "characters")]);
  // A value nested so deep that walking it exhausts the stack is the asker's doing.
  if (error instanceof RangeError && error.message.startsWith("Maximum call stack")) return new Refusal("not_understood", [newProblem("", "depth")]);
  return null;
}

function withMessage(problem: Problem, language: Language): JsonObject & { message: string } {
  return { path: problem.path, rule: problem.rule, message: problemMessage(language, problem), params: problem.params };
}

/** Through Hono's own `body`, which adds the headers that the first middleware has set. */
function problemResponse(c: Context<HttpEnv>, body: object, status: ErrorStatus, headers: Record<string, string> = {}): Response {
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json; charset=utf-8", ...headers });
}
