import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import { useTranslation } from "react-i18next";
import { homeHref } from "#runtime/data/hrefs.ts";
import { useMe } from "#runtime/data/session.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { Logo } from "#shared/ui/Logo.tsx";
import { Menu, type MenuEntry } from "#shared/ui/Menu.tsx";
import css from "./nav.module.css";

/** The workspace's name; opens the others, and what its administrators look after. */
export function WorkspaceMenu({ rail }: { rail: boolean }) {
  const { t } = useTranslation("shell");
  const { slug, name, viewer } = useWorkspace();
  const me = useMe().data;
  const workspaces = me?.workspaces ?? [];
  const entries: MenuEntry[] = [
    ...workspaces.map((entry) => ({ key: entry.slug, label: entry.name, href: homeHref(entry.slug), checked: entry.slug === slug })),
    "line",
    ...(viewer.administrator ? [{ key: "members", label: t("members.title"), href: `${homeHref(slug)}/members` }] : []),
    { key: "bin", label: t("bin.title"), href: `${homeHref(slug)}/bin` },
    ...(me?.administrator ? [{ key: "mail", label: t("mail.title"), href: `${homeHref(slug)}/mail` }, { key: "new", label: t("workspace.new"), href: "/new-workspace" }] : []),
  ];
  return (
    <Menu label={t("workspace.menu")} entries={entries} width={216}>
      <button type="button" className={css.workspace} aria-label={t("workspace.current", { name })}>
        <Logo size={20} />
        {!rail && (
          <>
            <span className={css.grow}>{name}</span>
            <ChevronsUpDown className={css.chevron} aria-hidden="true" />
          </>
        )}
      </button>
    </Menu>
  );
}
