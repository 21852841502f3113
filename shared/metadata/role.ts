import { Type, type Static } from "typebox";
import { documentSchema, Name, When, words } from "./common.ts";

export const ACTIONS = ["create", "read", "update", "delete", "export", "import", "share", "transfer"] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * Which records a grant covers. `parent`: a line is allowed where its header is. Words that need what later issues bring
 * (department, team, shared, pool, where) are refused until then, so that no grant is silently narrower than it reads.
 */
export const POLICY_WORDS = ["all", "own", "own_and_below", "parent"] as const;
export type PolicyWord = (typeof POLICY_WORDS)[number];

const PolicyWordSchema = words(POLICY_WORDS);
export const PolicySchema = Type.Union([Type.Boolean(), PolicyWordSchema, Type.Array(PolicyWordSchema, { minItems: 1, maxItems: 8 })]);
export type PolicyDoc = Static<typeof PolicySchema>;

export const FIELD_RIGHTS = ["hidden", "masked", "read", "write"] as const;
export type FieldRight = (typeof FIELD_RIGHTS)[number];

export const GrantSchema = Type.Object(
  {
    create: Type.Optional(PolicySchema),
    read: Type.Optional(PolicySchema),
    update: Type.Optional(PolicySchema),
    delete: Type.Optional(PolicySchema),
    export: Type.Optional(PolicySchema),
    import: Type.Optional(PolicySchema),
    share: Type.Optional(PolicySchema),
    transfer: Type.Optional(PolicySchema),
    fields: Type.Optional(Type.Record(Name, words(FIELD_RIGHTS))),
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
