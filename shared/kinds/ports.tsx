import { createContext, use } from "react";
import type { FormatContext } from "./define.ts";
import type { FieldPorts } from "./define-view.ts";

/** What the runtime lends to the looks of fields; there is no default, since a picker that finds nothing would look right. */
export const FieldPortsContext = createContext<FieldPorts | null>(null);

/** The ports of the nearest provider. Throws outside of one: that is a mistake in the code, not of a person. */
export function useFieldPorts(): FieldPorts {
  const ports = use(FieldPortsContext);
  if (ports === null) throw new Error("a field is drawn outside FieldPortsContext");
  return ports;
}

/** How values are written here: the viewer's format, dense in lists. */
export function useFormatContext(dense: boolean | undefined): FormatContext {
  const { format } = useFieldPorts();
  return dense === undefined || dense === format.dense ? format : { ...format, dense };
}
