import Maximize2 from "lucide-react/icons/maximize-2";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { FormulaDialog } from "./FormulaDialog.tsx";
import type { FormulaHandle } from "./FormulaInput.tsx";
import { FormulaWork, type FormulaProps } from "./FormulaWork.tsx";

/** The formula editor of inspectors and lists; a button opens it with more room and with all functions beside it. */
export function FormulaEditor(props: FormulaProps) {
  const { t } = useTranslation("studio");
  const handle = useRef<FormulaHandle>(null);
  const [isLarge, setLarge] = useState(false);
  return (
    <>
      <FormulaWork {...props} handle={handle} tool={<IconButton size="xs" label={t("formula.larger")} icon={<Maximize2 />} onClick={() => setLarge(true)} />} />
      {isLarge && <FormulaDialog {...props} onClose={() => setLarge(false)} />}
    </>
  );
}
