import { Type } from "typebox";
import type { Label } from "#shared/lib/label.ts";
import { FieldPath, LabelSchema, Name, When, HueSchema } from "./common.ts";
import type { Where } from "./where.ts";
import { WhereSchema } from "./where-schema.ts";

/** How many records are listed. Settings beside these come from the view's kind (`kinds/views/<type>/kind.ts`). */
export interface ViewDoc {
  kind: "view";
  name: string;
  label?: Label;
  description?: Label;
  extends?: string;
  when?: string[];
  formatVersion?: number;
  object?: string;
  type?: string;
  columns?: string[];
  where?: Where;
  sort?: string;
  groupBy?: string;
  card?: string[];
  [setting: string]: unknown;
}

export const ViewSchema = Type.Unsafe<ViewDoc>(
  Type.Object(
    {
      kind: Type.Literal("view"),
      name: Name,
      label: Type.Optional(LabelSchema),
      description: Type.Optional(LabelSchema),
      extends: Type.Optional(Name),
      when: Type.Optional(When),
      formatVersion: Type.Optional(Type.Integer({ minimum: 1 })),
      object: Type.Optional(Name),
      type: Type.Optional(Name),
      columns: Type.Optional(Type.Array(FieldPath, { maxItems: 100 })),
      where: Type.Optional(WhereSchema),
      sort: Type.Optional(Type.String({ maxLength: 500 })),
      groupBy: Type.Optional(FieldPath),
      card: Type.Optional(Type.Array(FieldPath, { maxItems: 20 })),
      hue: Type.Optional(HueSchema),
    },
    { additionalProperties: true },
  ),
);
