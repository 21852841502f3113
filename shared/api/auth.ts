import { Type } from "typebox";
import { closed, LanguageSchema, Moment, Secret, Slug, Text } from "./common.ts";

export const SignInSchema = Type.Object({ email: Text, password: Secret }, closed);

/** A link that works once: printed at the start (`sign_in`), or sent to a new member. */
export const SignInLinkSchema = Type.Object({ token: Secret }, closed);

export const ResetRequestSchema = Type.Object({ email: Text }, closed);
/** By a mailed link: a new password; of an invitation also how the new member wants to be called. */
export const ResetSchema = Type.Object({ token: Secret, password: Secret, name: Type.Optional(Text) }, closed);
export const ChangePasswordSchema = Type.Object({ current: Secret, password: Secret }, closed);

export const TokenScopeSchema = Type.Object({ workspaces: Type.Optional(Type.Array(Slug, { minItems: 1, maxItems: 100 })), readOnly: Type.Optional(Type.Boolean()) }, closed);
export const NewTokenSchema = Type.Object({ name: Text, scope: Type.Optional(TokenScopeSchema), expires: Type.Optional(Moment) }, closed);

export const MeChangeSchema = Type.Object(
  { name: Type.Optional(Text), language: Type.Optional(Type.Union([LanguageSchema, Type.Null()])), settings: Type.Optional(Type.Object({}, { additionalProperties: true })) },
  closed,
);
