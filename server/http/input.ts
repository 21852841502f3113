import type { Static, TSchema } from "typebox";
import { problem, type Problem } from "#shared/lib/problem.ts";
import { Refusal } from "#server/refusal.ts";
import type { Json } from "#shared/lib/json.ts";
import { readJson, type WithBody } from "./body.ts";

/** The request's JSON, held to a schema of `shared/api`: unknown members are 400, wrong values 422. */
export async function readBody<S extends TSchema>(c: WithBody, schema: S): Promise<Static<S>> {
  return checked(await readJson(c), schema);
}

/** The value as the schema's type; throws `Refusal` with a problem per fault. */
export async function checked<S extends TSchema>(value: Json, schema: S): Promise<Static<S>> {
  // The interpreter of schemas is loaded when a body first comes: a process that only reads starts without it.
  const { Value } = await import("typebox/value");
  if (Value.Check(schema, value)) return value;
  const unknown: Problem[] = [];
  const wrong: Problem[] = [];
  for (const error of Value.Errors(schema, value)) {
    const params: Readonly<Record<string, unknown>> = error.params;
    switch (error.keyword) {
      case "additionalProperties":
        for (const name of words(params["additionalProperties"])) unknown.push(problem(`${error.instancePath}/${name}`, "unknown_member", { name: name.slice(0, 80) }));
        break;
      case "required":
        for (const name of words(params["requiredProperties"])) wrong.push(problem(`${error.instancePath}/${name}`, "required"));
        break;
      // Told by the schema above them: `additionalProperties`, and the union that none of its parts fits.
      case "boolean": case "const":
        break;
      default:
        wrong.push(problem(error.instancePath, RULES[error.keyword] ?? "type", limits(params)));
    }
  }
  if (unknown.length > 0) throw new Refusal("not_understood", unknown);
  throw new Refusal("invalid", wrong.filter((fault, i) => wrong.findIndex((other) => other.path === fault.path) === i));
}

const RULES: Readonly<Record<string, string>> = {
  type: "type", minLength: "length", maxLength: "length", minItems: "length", maxItems: "length", pattern: "pattern", format: "pattern",
  minimum: "range", maximum: "range", enum: "option", anyOf: "option",
};

function words(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === "string") : [];
}

function limits(params: Readonly<Record<string, unknown>>): Record<string, number> {
  const limit = params["limit"];
  return typeof limit === "number" ? { limit } : {};
}

/** The query parameters, each at most once; throws `Refusal` (400) for one that is not listed. */
export function readParameters<N extends string>(c: { readonly req: { readonly url: string; queries(): Record<string, string[]> } }, names: readonly N[]): Partial<Record<N, string>> {
  const found: Partial<Record<N, string>> = {};
  if (!c.req.url.includes("?")) return found;
  for (const [name, values] of Object.entries(c.req.queries())) {
    const known = names.find((wanted) => wanted === name);
    if (known === undefined || values.length > 1) throw new Refusal("not_understood", [problem("", "unknown_parameter", { name: name.slice(0, 80) })]);
    found[known] = values[0] ?? "";
  }
  return found;
}
