import { createContext } from "react";

/** Where lists of choices open: beside their input in a small panel, whose button they would cover below it. */
export const ListSide = createContext<"bottom" | "right">("bottom");
