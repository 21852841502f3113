import type { FieldWiring } from "#shared/ui/FieldFrame.tsx";

/** The wiring of a frame for a group of controls: a group can be named and described, but neither required nor invalid. */
export function asGroup({ "aria-required": _required, "aria-invalid": _invalid, ...wiring }: FieldWiring): Omit<FieldWiring, "aria-required" | "aria-invalid"> {
  return wiring;
}
