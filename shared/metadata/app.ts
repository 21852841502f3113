import { Type, type Static } from "typebox";
import { documentSchema, ElementId, HueSchema, LabelSchema, Name, openElement, When, words } from "./common.ts";

export const PIECES = [
  "square", "small-triangle-1", "small-triangle-2", "middle-triangle", "large-triangle-1", "large-triangle-2", "parallelogram",
] as const;

/** One entry of an app's navigation: an object (its default view), a view, a page, or a heading over items. */
export const AppItemSchema = openElement({
  id: ElementId,
  object: Type.Optional(Name),
  view: Type.Optional(Name),
  page: Type.Optional(Name),
  label: Type.Optional(LabelSchema),
  when: Type.Optional(When),
  after: Type.Optional(ElementId),
});
export type AppItemDoc = Static<typeof AppItemSchema>;

export const AppSchema = documentSchema("app", {
  piece: Type.Optional(words(PIECES)),
  hue: Type.Optional(HueSchema),
  /** Place among the apps, small first. */
  order: Type.Optional(Type.Integer()),
  items: Type.Optional(Type.Array(AppItemSchema, { maxItems: 200 })),
});
export type AppDoc = Static<typeof AppSchema>;
