import type { Document } from "#shared/metadata/document.ts";
import type { Action, FieldRight, GrantDoc, PolicyDoc, PolicyWord, RoleDoc } from "#shared/metadata/role.ts";
import type { ObjectModel } from "#shared/model/model.ts";

/** A cell of the matrix: `none`, one word, or several of which any is enough (joined by a space). */
export type Scope = "none" | PolicyWord | "mixed";

/** How far a grant reaches, as the matrix draws it. */
export function scopeOf(policy: PolicyDoc | undefined): Scope {
  if (policy === undefined || policy === false) return "none";
  if (policy === true) return "all";
  if (typeof policy === "string") return policy;
  if (policy.includes("all")) return "all";
  const [first, ...others] = policy;
  return others.length === 0 ? (first ?? "none") : "mixed";
}

/** The words of a grant, for a tooltip. */
export function wordsOf(policy: PolicyDoc | undefined): PolicyWord[] {
  if (policy === undefined || policy === false) return [];
  return policy === true ? ["all"] : typeof policy === "string" ? [policy] : [...policy];
}

/** What can be granted on an object: records have owners or not, lines follow their header or not. Creating knows no owner yet. */
export function possibleScopes(object: ObjectModel, action: Action): readonly Exclude<Scope, "mixed">[] {
  const owned = object.owners && action !== "create";
  return ["none", ...(object.parent ? ["parent" as const] : []), ...(owned ? ["own" as const, "own_and_below" as const] : []), "all"];
}

/** The policy that a word is written as. */
export function policyOf(scope: Exclude<Scope, "mixed">): PolicyDoc {
  return scope === "none" ? false : scope;
}

/**
 * Which document says what holds: the last one, of the role itself and its extensions in the order of the merge, that has
 * the setting. An edit goes there, since written anywhere earlier it would have no effect; by default into the role itself.
 */
export function documentToEdit(role: string, documents: readonly Document[], object: string, setting: Action | { field: string }): string {
  const parts = documents.filter((document): document is RoleDoc => document.kind === "role" && (document.name === role || document.extends === role));
  const own = parts.filter((document) => document.extends === undefined);
  const extensions = parts.filter((document) => document.extends !== undefined);
  const says = (document: RoleDoc): boolean => {
    const grant: GrantDoc | undefined = document.objects?.[object];
    return grant !== undefined && (typeof setting === "string" ? grant[setting] !== undefined : grant.fields?.[setting.field] !== undefined);
  };
  return [...own, ...extensions].findLast(says)?.name ?? role;
}

/** What a role may do with a field: as its grant says, else all that the object's grants allow. */
export function fieldRightOf(grant: GrantDoc | undefined, field: string): FieldRight | "default" {
  return grant?.fields?.[field] ?? "default";
}
