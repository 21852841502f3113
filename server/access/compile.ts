import { ACTIONS, FIELD_RIGHTS, POLICY_WORDS, type Action, type FieldRight, type GrantDoc, type PolicyDoc } from "#shared/metadata/role.ts";
import type { Model } from "#shared/model/model.ts";
import type { ObjectRights, Policy, PolicyTerm, Rights } from "./rights.ts";

/** The role that every workspace has, with every right on every object and document. */
export const ADMINISTRATOR = "administrator";

const NOTHING: Policy = new Set();
const EVERYTHING: Policy = new Set<PolicyTerm>(["all"]);

/** Everything on everything: the administrator, and the platform itself. */
export const ALL_RIGHTS: Rights = {
  key: ADMINISTRATOR,
  administrator: true,
  builder: true,
  object: () => ({ policy: () => EVERYTHING, field: () => "write" }),
};

/** Most role sets that are kept; a workspace has a handful. */
const CACHE_MAX = 1000;

/**
 * The rights of role sets in one release. Grants of several roles add up; a name that is no role gives nothing, so that a
 * role taken out of a release takes its rights along. Equal sets answer the same `Rights`.
 */
export function compileRights(model: Pick<Model, "roles" | "release">): (roles: readonly string[]) => Rights {
  const cache = new Map<string, Rights>();
  return (roles) => {
    if (roles.includes(ADMINISTRATOR)) return ALL_RIGHTS;
    const known = [...new Set(roles)].filter((name) => model.roles.has(name)).sort();
    const key = known.join(",");
    const kept = cache.get(key);
    if (kept) return kept;
    if (cache.size >= CACHE_MAX) cache.clear();
    const rights = rightsOf(model, known, key);
    cache.set(key, rights);
    return rights;
  };
}

function rightsOf(model: Pick<Model, "roles">, names: readonly string[], key: string): Rights {
  const roles = names.flatMap((name) => model.roles.get(name) ?? []);
  const objects = new Map<string, ObjectRights>();
  return {
    key,
    administrator: false,
    builder: roles.some((role) => role.builder === true),
    object(name) {
      let rights = objects.get(name);
      if (!rights) {
        rights = objectRights(roles.flatMap((role) => (role.objects && Object.hasOwn(role.objects, name) ? (role.objects[name] ?? []) : [])));
        objects.set(name, rights);
      }
      return rights;
    },
  };
}

function objectRights(grants: readonly GrantDoc[]): ObjectRights {
  const policies = new Map<Action, Policy>(ACTIONS.map((action) => [action, union(grants.map((grant) => grant[action]))]));
  const fields = new Map<string, FieldRight>();
  // A role that grants nothing on the object has no say about its fields either.
  const speaking = grants.filter((grant) => ACTIONS.some((action) => union([grant[action]]).size > 0));
  for (const name of new Set(speaking.flatMap((grant) => Object.keys(grant.fields ?? {})))) {
    fields.set(name, strongest(speaking.map((grant) => (grant.fields && Object.hasOwn(grant.fields, name) ? (grant.fields[name] ?? "write") : "write"))));
  }
  return { policy: (action) => policies.get(action) ?? NOTHING, field: (name) => fields.get(name) ?? "write" };
}

function union(policies: readonly (PolicyDoc | undefined)[]): Policy {
  const terms = new Set<PolicyTerm>();
  for (const policy of policies) {
    if (policy === true) terms.add("all");
    else if (typeof policy === "string") terms.add(policy);
    else if (Array.isArray(policy)) for (const word of policy) terms.add(word);
  }
  if (terms.size === 0) return NOTHING;
  if (terms.has("all")) return EVERYTHING;
  // In one order, so that equal policies print and compare alike.
  return new Set(POLICY_WORDS.filter((word) => terms.has(word)));
}

/** `FIELD_RIGHTS` runs from the weakest to the strongest. */
function strongest(rights: readonly FieldRight[]): FieldRight {
  return FIELD_RIGHTS[Math.max(...rights.map((right) => FIELD_RIGHTS.indexOf(right)))] ?? "hidden";
}
