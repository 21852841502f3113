import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Logo } from "#shared/ui/Logo.tsx";
import css from "./entry.module.css";
import { LanguageSwitch } from "./LanguageSwitch.tsx";

export interface EntryLayoutProps {
  title: ReactNode;
  children: ReactNode;
  /** Right of the logo: the steps of a wizard. */
  steps?: ReactNode;
  /** The panel at the right; the whole tangram when left out. */
  aside?: ReactNode;
  /** At the bottom of the page: the wizard's buttons. */
  foot?: ReactNode;
  /** As wide as the page allows: choosing modules. */
  wide?: boolean;
}

/** The pages before a workspace: the task at the left, the tangram at the right. */
export function EntryLayout({ title, children, steps, aside, foot, wide = false }: EntryLayoutProps) {
  const { t } = useTranslation("shell");
  return (
    <div className={css.page}>
      <main className={css.main}>
        <header className={css.head}>
          <Logo size={24} />
          <span className={css.product}>{t("brand")}</span>
          <span className={css.end}>{steps ?? <LanguageSwitch />}</span>
        </header>
        <div className={css.task} data-wide={wide || undefined}>
          <h1 className={css.title}>{title}</h1>
          {children}
        </div>
        {foot !== undefined && <footer className={css.foot}>{foot}</footer>}
      </main>
      <aside className={css.aside}>{aside ?? <div className={css.picture}><Logo size={260} /></div>}</aside>
    </div>
  );
}
