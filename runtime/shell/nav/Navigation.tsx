import { useRouterState } from "@tanstack/react-router";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronRight from "lucide-react/icons/chevron-right";
import HomeIcon from "lucide-react/icons/house";
import Search from "lucide-react/icons/search";
import Settings from "lucide-react/icons/settings-2";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { homeHref, studioHref } from "#runtime/data/hrefs.ts";
import { moduleOfObject, modulesOf, objectInPath, type NavEntry, type NavModule } from "#runtime/data/navigation.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Kbd } from "#shared/ui/Kbd.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { Piece } from "#shared/ui/Piece.tsx";
import css from "./nav.module.css";
import { ProfileMenu } from "./ProfileMenu.tsx";
import { WorkspaceMenu } from "./WorkspaceMenu.tsx";

export interface NavigationProps {
  /** Icons only. */
  rail: boolean;
  inDrawer?: boolean;
  onSearch: () => void;
}

/** Workspace, search, home, modules with their lists, studio and oneself. */
export function Navigation({ rail, inDrawer = false, onSearch }: NavigationProps) {
  const { t } = useTranslation("shell");
  const workspace = useWorkspace();
  const { slug, viewer } = workspace;
  const place = useRouterState({ select: (state) => ({ path: state.location.pathname, view: viewIn(state.location.search) }) });
  const modules = modulesOf(workspace);
  // A shared object stands in several modules: the one it was reached through stays the current one.
  const [through, setThrough] = useState<string | null>(null);
  const object = objectInPath(slug, place.path);
  const isHere = (module: NavModule): boolean => module.entries.some((entry) => entry.object === object);
  const current = object === null ? undefined : (modules.find((module) => module.name === through && isHere(module)) ?? moduleOfObject(modules, object));
  const home = homeHref(slug);
  const isHome = place.path === home || place.path === `${home}/`;
  return (
    <nav className={css.nav} aria-label={t("nav.title")} data-rail={rail || undefined} data-drawer={inDrawer || undefined}>
      <WorkspaceMenu rail={rail} />
      {rail ? (
        <IconButton label={t("nav.search")} keys="mod+k" icon={<Search />} onClick={onSearch} tooltipSide="right" />
      ) : (
        <button type="button" className={css.find} onClick={onSearch}>
          <Search aria-hidden="true" />
          <span className={css.grow}>{t("nav.search")}</span>
          <Kbd keys="mod+k" />
        </button>
      )}
      <div className={css.scroll}>
        <NavLink href={home} label={t("nav.home")} current={isHome} rail={rail} icon={<HomeIcon aria-hidden="true" />} />
        {!rail && modules.length > 0 && <div className={css.caption}>{t("nav.modules")}</div>}
        {modules.map((module) => (rail
          ? <RailModule key={module.name} module={module} isCurrent={module === current} />
          : <Module key={module.name} module={module} place={place} isCurrent={module === current} onEnter={() => setThrough(module.name)} />))}
      </div>
      <div className={css.foot}>
        {viewer.builder && <NavLink href={studioHref(slug)} label={t("nav.studio")} current={false} rail={rail} icon={<Settings aria-hidden="true" />} />}
        <ProfileMenu rail={rail} />
      </div>
    </nav>
  );
}

interface Place {
  path: string;
  view: string | null;
}

function viewIn(search: object): string | null {
  return "view" in search && typeof search.view === "string" ? search.view : null;
}

/** A view's entry is current at that view; an object's entry at its list and records, unless a view's entry is. */
function isCurrentEntry(entry: NavEntry, module: NavModule, { path, view }: Place): boolean {
  const list = entry.href.split("?")[0] ?? "";
  if (path !== list && !path.startsWith(`${list}/`)) return false;
  if (entry.view !== null) return path === list && view === entry.view;
  return !module.entries.some((other) => other.object === entry.object && other.view !== null && path === list && view === other.view);
}

function Module({ module, place, isCurrent, onEnter }: { module: NavModule; place: Place; isCurrent: boolean; onEnter: () => void }) {
  const [toggled, setToggled] = useState<boolean | null>(null);
  const isOpen = toggled ?? isCurrent;
  const id = `module-${module.name}`;
  return (
    <div>
      <button type="button" className={css.link} data-module aria-expanded={isOpen} aria-controls={id} onClick={() => setToggled(!isOpen)}>
        <Piece name={module.piece} hue={module.hue} />
        <span className={css.grow}>{module.label}</span>
        {isOpen ? <ChevronDown className={css.chevron} aria-hidden="true" /> : <ChevronRight className={css.chevron} aria-hidden="true" />}
      </button>
      <ul id={id} hidden={!isOpen}>
        {module.entries.map((entry) => (
          <li key={entry.id}>
            <a className={css.link} data-sub href={entry.href} onClick={onEnter} aria-current={isCurrent && isCurrentEntry(entry, module, place) ? "page" : undefined}>{entry.label}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function RailModule({ module, isCurrent }: { module: NavModule; isCurrent: boolean }) {
  const entries = module.entries.map((entry) => ({ key: entry.id, label: entry.label, href: entry.href }));
  return (
    <Menu label={module.label} side="right" entries={[{ heading: module.label }, ...entries]}>
      <IconButton label={module.label} tooltipSide="right" icon={<Piece name={module.piece} hue={module.hue} size={16} />} pressed={isCurrent} />
    </Menu>
  );
}

function NavLink({ href, label, icon, current, rail }: { href: string; label: string; icon: ReactNode; current: boolean; rail: boolean }) {
  return (
    <a className={css.link} href={href} aria-current={current ? "page" : undefined} title={rail ? label : undefined}>
      {icon}
      <span className={rail ? css.spoken : css.grow}>{label}</span>
    </a>
  );
}
