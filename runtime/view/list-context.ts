import { createContext, use } from "react";
import type { ObjectModel } from "#shared/model/model.ts";

/** The object whose records a list shows, for the parts of it. */
export const ListObjectContext = createContext<ObjectModel | null>(null);

export function useListObject(): ObjectModel {
  const object = use(ListObjectContext);
  if (!object) throw new Error("a part of a list is drawn outside of one");
  return object;
}
