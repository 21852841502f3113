import { formatMoment, relativeMoment } from "#shared/kinds/lib/time.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import css from "./timeline.module.css";

/** A moment: in words within seven days, else the date; the whole of it in the tooltip. */
export function When({ at }: { at: string }) {
  const { format } = useFieldPorts();
  return <time className={css.when} dateTime={at} title={formatMoment(at, { ...format, dense: false })}>{relativeMoment(at, format) ?? formatMoment(at, { ...format, dense: true })}</time>;
}
