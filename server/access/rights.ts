import type { Action, FieldRight } from "#shared/metadata/role.ts";

/** One way in which a record can be covered. A policy is the union of its terms; no term: nothing. */
export type PolicyTerm = "all" | "own" | "own_and_below" | "parent";
export type Policy = ReadonlySet<PolicyTerm>;

export interface ObjectRights {
  policy(action: Action): Policy;
  /** The strongest right that any role gives; `write` where no role says otherwise. */
  field(name: string): FieldRight;
}

/** What a set of roles allows. Equal role sets share one `Rights`, so that `key` can stand in caches. */
export interface Rights {
  readonly key: string;
  /** Everything on everything, and the builder. */
  readonly administrator: boolean;
  readonly builder: boolean;
  object(name: string): ObjectRights;
}

/** The person behind a read or write, in one workspace. */
export interface Viewer {
  /** The `user` record's id; null for the platform itself (installation, jobs). */
  readonly id: string | null;
  readonly roles: readonly string[];
  readonly rights: Rights;
  readonly language: "en" | "zh-CN";
}
