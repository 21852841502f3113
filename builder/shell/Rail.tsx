import Blocks from "lucide-react/icons/blocks";
import CodeXml from "lucide-react/icons/code-xml";
import Compass from "lucide-react/icons/compass";
import Database from "lucide-react/icons/database";
import LayoutPanelLeft from "lucide-react/icons/layout-panel-left";
import ListChecks from "lucide-react/icons/list-checks";
import PanelsTopLeft from "lucide-react/icons/panels-top-left";
import Rocket from "lucide-react/icons/rocket";
import Shield from "lucide-react/icons/shield";
import TableProperties from "lucide-react/icons/table-properties";
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { Tooltip } from "#shared/ui/Tooltip.tsx";
import { studioPaths } from "./hrefs.ts";
import css from "./studio.module.css";

export type Designer = "objects" | "options" | "forms" | "views" | "navigation" | "pages" | "access" | "modules" | "releases" | "code";

const designers: readonly { designer: Designer; icon: ReactNode; href: (slug: string) => string }[] = [
  { designer: "objects", icon: <Database />, href: studioPaths.objects },
  { designer: "options", icon: <ListChecks />, href: studioPaths.optionSets },
  { designer: "forms", icon: <LayoutPanelLeft />, href: studioPaths.forms },
  { designer: "views", icon: <TableProperties />, href: studioPaths.views },
  { designer: "pages", icon: <PanelsTopLeft />, href: studioPaths.pages },
  { designer: "navigation", icon: <Compass />, href: (slug) => studioPaths.navigation(slug) },
  { designer: "access", icon: <Shield />, href: (slug) => studioPaths.access(slug) },
  { designer: "modules", icon: <Blocks />, href: (slug) => studioPaths.modules(slug) },
  { designer: "releases", icon: <Rocket />, href: studioPaths.releases },
  { designer: "code", icon: <CodeXml />, href: studioPaths.codeList },
];

/** The designers, the same everywhere in the studio. Up and down move, Enter opens. */
export function Rail({ current }: { current: Designer }) {
  const { t } = useTranslation("studio");
  const { slug } = useWorkspace();
  const list = useRef<HTMLUListElement>(null);
  function move(event: KeyboardEvent): void {
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || at < 0) return;
    event.preventDefault();
    links[(at + step + links.length) % links.length]?.focus();
  }
  return (
    <nav className={css.rail} aria-label={t("rail.label")} onKeyDown={move}>
      <ul ref={list}>
        {designers.map(({ designer, icon, href }) => (
          <li key={designer}>
            <Tooltip label={t(`rail.${designer}`)} side="right">
              <a href={href(slug)} aria-label={t(`rail.${designer}`)} aria-current={designer === current ? "page" : undefined}>{icon}</a>
            </Tooltip>
          </li>
        ))}
      </ul>
    </nav>
  );
}
