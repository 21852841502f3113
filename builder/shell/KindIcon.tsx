import { createElement } from "react";
import { kindIcon } from "./kind-icons.ts";

/** The icon of a kind by the name that it gives (`FieldKind.icon`). Decorative: the kind's name stands beside it. */
export function KindIcon({ name }: { name: string | undefined }) {
  return createElement(kindIcon(name), { "aria-hidden": true });
}
