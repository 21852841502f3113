import { Type, type Static } from "typebox";
import { documentSchema, Name, When } from "./common.ts";

export const ACTIONS = ["create", "read", "update", "delete", "export", "import", "share", "transfer"] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * Which records a grant covers. `parent`: a line is allowed where its header is. Words that need what later issues bring
 * (department, team, shared, pool, where) are refused until then, so that no grant is silently narrower than it reads.
 */
export const POLICY_WORDS = ["all", "own", "own_and_below", "parent"] as const;
export type PolicyWord = (typeof POLICY_WORDS)[number];

const PolicyWordSchema = Type.Union(POLICY_WORDS.map((word) => Type.Literal(word)));
export const PolicySchema = Type.Union([Type.Boolean(), PolicyWordSchema, Type.Array(PolicyWordSchema, { minItems: 1, maxItems: 8 })]);
export type PolicyDoc = Static<typeof PolicySchema>;

export const FIELD_RIGHTS = ["hidden", "masked", "read", "write"] as const;
export type FieldRight = (typeof FIELD_RIGHTS)[number];

export const GrantSchema = Type.Object(
  {
    ...(Object.fromEntries(ACTIONS.map((action) => [action, Type.Optional(PolicySchema)])) as Record<Action, ReturnType<typeof Type.Optional<typeof PolicySchema>>>),
    fields: Type.Optional(Type.Record(Name, Type.Union(FIELD_RIGHTS.map((right) => Type.Literal(right))))),
    when: Type.Optional(When),
  },
  { additionalProperties: false },
);
export type GrantDoc = Static<typeof GrantSchema>;

export const RoleSchema = documentSchema("role", {
  objects: Type.Optional(Type.Record(Name, GrantSchema)),
  /** May open the builder and publish. `administrator` always may. */
  builder: Type.Optional(Type.Boolean()),
});
export type RoleDoc = Static<typeof RoleSchema>;
