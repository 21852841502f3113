import { useTranslation } from "react-i18next";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import css from "./shell.module.css";

/** Nothing is here, or nothing that this viewer may know of. */
export function NotFound() {
  const { t } = useTranslation("shell");
  return (
    <div className={css.centre}>
      <EmptyState title={t("notFound.title")} detail={t("notFound.detail")} action={<ButtonLink href="/">{t("notFound.home")}</ButtonLink>} />
    </div>
  );
}
