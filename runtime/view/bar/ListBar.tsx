import Ellipsis from "lucide-react/icons/ellipsis";
import Plus from "lucide-react/icons/plus";
import Search from "lucide-react/icons/search";
import ChevronDown from "lucide-react/icons/chevron-down";
import { useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { homeHref, newHref, studioHref } from "#runtime/data/hrefs.ts";
import { modulesOf, moduleOfObject } from "#runtime/data/navigation.ts";
import { inSentence } from "#runtime/data/words.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu, type MenuEntry } from "#shared/ui/Menu.tsx";
import { Piece } from "#shared/ui/Piece.tsx";
import { toast } from "#shared/ui/Toast.tsx";
import { useRemoveMyView, useSaveMyView } from "../my-views.ts";
import type { ViewTab } from "../views-of.ts";
import css from "./bar.module.css";
import { countText } from "./count.ts";
import { QuickSearch } from "./QuickSearch.tsx";

export interface ListBarProps {
  object: ObjectModel;
  count: { n: number; atLeast: boolean } | null;
  tab: ViewTab | null;
  tabs: readonly ViewTab[];
  onView: (key: string) => void;
  q: string;
  onQ: (q: string) => void;
  isPhone: boolean;
  searchBox: RefObject<HTMLInputElement | null>;
}

/** The head of a list: piece, name, how many, and the one primary action. On a phone also view and search. */
export function ListBar({ object, count, tab, tabs, onView, q, onQ, isPhone, searchBox }: ListBarProps) {
  const { t } = useTranslation("list");
  const workspace = useWorkspace();
  const { slug, language, can } = workspace;
  const [isSearching, setSearching] = useState(q !== "");
  const module = moduleOfObject(modulesOf(workspace), object.name);
  const plural = labelText(object.plural, language, object.name);
  const create = t("new", { object: inSentence(labelText(object.label, language, object.name), language) });
  return (
    <header className={css.bar}>
      {isPhone && isSearching ? (
        <QuickSearch q={q} onQ={onQ} box={searchBox} autoFocus onLeave={() => setSearching(q !== "")} />
      ) : (
        <>
          {!isPhone && <Piece name={module?.piece ?? "square"} hue={module?.hue} />}
          <h1 className={css.title}>{plural}</h1>
          {isPhone && tab && tabs.length > 1 && (
            <Menu label={t("views")} entries={tabs.map((one) => ({ key: one.key, label: labelText(one.view.label, language, one.view.name), checked: one.key === tab.key, onSelect: () => onView(one.key) }))}>
              <button type="button" className={css.viewName}><span>{labelText(tab.view.label, language, tab.view.name)}</span><ChevronDown aria-hidden="true" /></button>
            </Menu>
          )}
          {!isPhone && count && <span className={css.count}>{countText(count, language)}</span>}
        </>
      )}
      <span className={css.end}>
        {isPhone && !isSearching && <IconButton size="lg" label={t("search")} icon={<Search />} onClick={() => setSearching(true)} />}
        {!isPhone && <ListMenu object={object} tab={tab} onView={onView} />}
        {can(object.name, "create") && (isPhone
          ? <ButtonLink look="primary" href={newHref(slug, object.name)} aria-label={create}><Plus /></ButtonLink>
          : <ButtonLink look="primary" icon={<Plus />} href={newHref(slug, object.name)} keys="n">{create}</ButtonLink>)}
      </span>
    </header>
  );
}

function ListMenu({ object, tab, onView }: Pick<ListBarProps, "object" | "tab" | "onView">) {
  const { t } = useTranslation("list");
  const { slug, viewer } = useWorkspace();
  const removeView = useRemoveMyView();
  const saveView = useSaveMyView();
  async function removeMine(mine: ViewTab): Promise<void> {
    await removeView.mutateAsync(mine.view.name);
    onView(object.name);
    toast({ text: t("viewRemoved"), undo: () => void saveView.mutateAsync(mine.view).then(() => onView(mine.key)) });
  }
  const entries: MenuEntry[] = [
    { key: "copy", label: t("copyLink"), onSelect: () => void navigator.clipboard.writeText(location.href).then(() => toast({ text: t("linkCopied") })) },
    { key: "bin", label: t("openBin"), href: `${homeHref(slug)}/bin?object=${encodeURIComponent(object.name)}` },
    ...(viewer.builder ? [{ key: "studio", label: t("openStudio"), href: studioHref(slug) }] : []),
    ...(tab?.isMine ? [{ key: "remove", label: t("removeView"), danger: true, onSelect: () => void removeMine(tab) }] : []),
  ];
  return <Menu label={t("moreActions")} entries={entries} align="end"><IconButton label={t("moreActions")} icon={<Ellipsis />} /></Menu>;
}
