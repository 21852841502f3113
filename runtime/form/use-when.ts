import { useTranslation } from "react-i18next";
import { formatMoment, relativeMoment } from "#shared/kinds/lib/time.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import type { Json } from "#shared/lib/json.ts";

const MINUTE = 60_000;

/** How long ago something happened, as a sentence says it: "just now", "2 min ago", then the date. */
export function useWhen(): (moment: Json) => string {
  const { t } = useTranslation("form");
  const { format } = useFieldPorts();
  return (moment) => {
    if (typeof moment === "string" && Date.now() - Date.parse(moment) < MINUTE) return t("justNow");
    return relativeMoment(moment, format) ?? formatMoment(moment, format);
  };
}
