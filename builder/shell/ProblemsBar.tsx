import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { useDiagnosticText } from "../draft/diagnostic-text.ts";
import css from "./studio.module.css";

/** The problems of a document, one at a time, at the bottom of the canvas; nothing where there are none. Errors come first. */
export function ProblemsBar({ problems, onProblem }: { problems: readonly Diagnostic[]; onProblem: ((problem: Diagnostic) => void) | undefined }) {
  const { t } = useTranslation("studio");
  const text = useDiagnosticText();
  const [place, setPlace] = useState(0);
  const sorted = [...problems].sort((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
  const at = Math.min(place, sorted.length - 1);
  const shown = sorted[at];
  if (!shown) return null;
  return (
    <div className={css.problems} data-severity={shown.severity} role="status">
      <TriangleAlert aria-hidden="true" />
      <span className={css.problemCount}>{t("problems.count", { count: sorted.length })}</span>
      <span className={css.problemText}>{text(shown)}</span>
      {onProblem !== undefined && <button type="button" className={css.problemLink} onClick={() => onProblem(shown)}>{t("problems.show")}</button>}
      {sorted.length > 1 && (
        <>
          <IconButton size="xs" label={t("problems.previous")} icon={<ChevronLeft />} onClick={() => setPlace((at - 1 + sorted.length) % sorted.length)} />
          <IconButton size="xs" label={t("problems.next")} icon={<ChevronRight />} onClick={() => setPlace((at + 1) % sorted.length)} />
        </>
      )}
    </div>
  );
}
