import { Type } from "typebox";
import { ElementId, LabelSchema, Name, When } from "./common.ts";

/** What forms and pages are made of. Settings beside these come from the block's kind (`kinds/blocks/<block>/kind.ts`). */
export interface BlockDoc {
  id: string;
  block?: string;
  label?: { en?: string; "zh-CN"?: string };
  when?: string[];
  /** In an extension: the block to stand in, and the one to stand after. */
  in?: string;
  after?: string;
  children?: BlockDoc[];
  [setting: string]: unknown;
}

export const BlockSchema = Type.Unsafe<BlockDoc>(
  Type.Object(
    {
      id: ElementId,
      block: Type.Optional(Name),
      label: Type.Optional(LabelSchema),
      when: Type.Optional(When),
      in: Type.Optional(ElementId),
      after: Type.Optional(ElementId),
      children: Type.Optional(Type.Array(Type.Object({ id: ElementId }, { additionalProperties: true }), { maxItems: 500 })),
    },
    { additionalProperties: true },
  ),
);
