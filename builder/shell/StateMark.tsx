import { useTranslation } from "react-i18next";
import { Tag } from "#shared/ui/Tag.tsx";
import type { DraftState } from "../draft/api.ts";

/** How a document differs from what is published; nothing where it does not. */
export function StateMark({ state }: { state: DraftState }) {
  const { t } = useTranslation("studio");
  if (state === "unchanged") return null;
  return <Tag tone={state === "new" ? "success" : state === "removed" ? "danger" : "warning"}>{t(`state.${state}`)}</Tag>;
}
