import type { LucideIcon } from "lucide-react";
import Braces from "lucide-react/icons/braces";
import { useTranslation } from "react-i18next";
import css from "./head.module.css";

interface InspectorHeadProps {
  icon?: LucideIcon | undefined;
  title: string;
  /** As it is written in the document. */
  name?: string | undefined;
  /** Path of the same thing as code. */
  code?: string | undefined;
}

/** What is selected: at the top of every inspector. */
export function InspectorHead({ icon: Icon, title, name, code }: InspectorHeadProps) {
  const { t } = useTranslation("studio");
  return (
    <header className={css.head}>
      {Icon && <Icon aria-hidden="true" />}
      <h2 className={css.title}>{title}</h2>
      {name !== undefined && <code className={css.name} title={name}>{name}</code>}
      {code !== undefined && <a className={css.code} href={code} aria-label={t("inspector.code")} title={t("inspector.code")}><Braces aria-hidden="true" /></a>}
    </header>
  );
}
