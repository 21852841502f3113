import { Type, type Static } from "typebox";
import type { Label } from "#shared/lib/label.ts";
import { NAME_MAX } from "#shared/lib/names.ts";
import { closed, LanguageSchema, RecordId, Secret, Slug, Text } from "./common.ts";

const TemplateName = Type.String({ maxLength: NAME_MAX });
const Roles = Type.Array(Type.String({ maxLength: NAME_MAX }), { minItems: 1, maxItems: 50 });

export const NewWorkspaceSchema = Type.Object(
  {
    name: Text,
    slug: Slug,
    locale: LanguageSchema,
    /** ISO 4217. */
    currency: Type.String({ maxLength: 3, pattern: "^[A-Z]{3}$" }),
    /** IANA name; without it that of the server. */
    timeZone: Type.Optional(Type.String({ maxLength: 64 })),
    fiscalYearStart: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
    templates: Type.Array(TemplateName, { maxItems: 50 }),
    sampleData: Type.Optional(Type.Union([Type.Boolean(), Type.Literal("small")])),
  },
  closed,
);
export type NewWorkspace = Static<typeof NewWorkspaceSchema>;

/** What may change later. The currency may not: stored amounts have its scale. */
export const WorkspaceChangeSchema = Type.Object(
  { name: Type.Optional(Text), locale: Type.Optional(LanguageSchema), timeZone: Type.Optional(Type.String({ maxLength: 64 })), fiscalYearStart: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })) },
  closed,
);
export type WorkspaceChange = Static<typeof WorkspaceChangeSchema>;

/** The first visit: the administrator, and a workspace of chosen templates. */
export const SetupSchema = Type.Object(
  { token: Secret, email: Text, name: Text, password: Secret, language: Type.Optional(LanguageSchema), workspace: Type.Optional(NewWorkspaceSchema) },
  closed,
);
export type Setup = Static<typeof SetupSchema>;

export const NewMemberSchema = Type.Object(
  {
    email: Text,
    name: Text,
    roles: Roles,
    manager: Type.Optional(Type.Union([RecordId, Type.Null()])),
    department: Type.Optional(Type.Union([RecordId, Type.Null()])),
    password: Type.Optional(Secret),
  },
  closed,
);
export type NewMember = Static<typeof NewMemberSchema>;

/** Somebody who becomes a member when he accepts. Without a name he is called as his address is, until he says otherwise. */
export const NewInviteSchema = Type.Object(
  {
    email: Text,
    name: Type.Optional(Text),
    roles: Roles,
    manager: Type.Optional(Type.Union([RecordId, Type.Null()])),
    department: Type.Optional(Type.Union([RecordId, Type.Null()])),
  },
  closed,
);

export const MemberChangeSchema = Type.Object(
  {
    name: Type.Optional(Text),
    roles: Type.Optional(Roles),
    active: Type.Optional(Type.Boolean()),
    manager: Type.Optional(Type.Union([RecordId, Type.Null()])),
    department: Type.Optional(Type.Union([RecordId, Type.Null()])),
  },
  closed,
);
export type MemberChange = Static<typeof MemberChangeSchema>;

/** One of the packages that a new workspace can be made of. */
export interface TemplateAnswer {
  name: string;
  label: Label;
  description?: Label;
  version: string;
  depends: readonly string[];
  /** Of its first app: how it is drawn. */
  piece?: string;
  hue?: string;
}
