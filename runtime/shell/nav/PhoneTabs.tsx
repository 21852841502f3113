import { useRouterState } from "@tanstack/react-router";
import HomeIcon from "lucide-react/icons/house";
import MenuIcon from "lucide-react/icons/menu";
import Search from "lucide-react/icons/search";
import { useTranslation } from "react-i18next";
import { homeHref, listHref } from "#runtime/data/hrefs.ts";
import { modulesOf } from "#runtime/data/navigation.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { Piece } from "#shared/ui/Piece.tsx";
import css from "./nav.module.css";

/** How many lists have a tab of their own. */
const LISTS = 2;

/** The tab bar of a phone: home, search, the first lists of the first modules, more. */
export function PhoneTabs({ onMore, onSearch }: { onMore: () => void; onSearch: () => void }) {
  const { t } = useTranslation("shell");
  const workspace = useWorkspace();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const home = homeHref(workspace.slug);
  const lists = modulesOf(workspace).flatMap((module) => {
    const entry = module.entries[0];
    return entry ? [{ module, entry, href: listHref(workspace.slug, entry.object) }] : [];
  });
  return (
    <nav className={css.tabs} aria-label={t("nav.tabs")}>
      <a className={css.tab} href={home} aria-current={path === home ? "page" : undefined}>
        <HomeIcon aria-hidden="true" />
        <span>{t("nav.home")}</span>
      </a>
      {lists.slice(0, LISTS).map(({ module, entry, href }) => (
        <a key={module.name} className={css.tab} href={href} aria-current={path.startsWith(href) ? "page" : undefined}>
          <Piece name={module.piece} hue={module.hue} size={20} />
          <span>{entry.label}</span>
        </a>
      ))}
      <button type="button" className={css.tab} onClick={onSearch}>
        <Search aria-hidden="true" />
        <span>{t("nav.find")}</span>
      </button>
      <button type="button" className={css.tab} onClick={onMore}>
        <MenuIcon aria-hidden="true" />
        <span>{t("nav.more")}</span>
      </button>
    </nav>
  );
}
