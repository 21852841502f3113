import { problem, type Problem } from "#shared/lib/problem.ts";
import type { Model } from "#shared/model/model.ts";
import { ADMINISTRATOR } from "./compile.ts";

/** A problem for each role that somebody is to be given and that the release does not have. */
export function unknownRoles(roles: readonly string[], model: Model): Problem[] {
  return roles.flatMap((name, i) => (name === ADMINISTRATOR || model.roles.has(name) ? [] : [problem(`/roles/${i}`, "role", { name: name.slice(0, 80) })]));
}
