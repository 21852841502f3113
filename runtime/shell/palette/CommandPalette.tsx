import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import Clock from "lucide-react/icons/clock";
import CornerDownLeft from "lucide-react/icons/corner-down-left";
import Plus from "lucide-react/icons/plus";
import Search from "lucide-react/icons/search";
import Table from "lucide-react/icons/table-2";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDebouncedValue } from "@mantine/hooks";
import { get, workspacePath } from "#runtime/data/client.ts";
import { homeHref, listHref, newHref, recordHref, studioHref } from "#runtime/data/hrefs.ts";
import { modulesOf, moduleOfObject, type NavModule } from "#runtime/data/navigation.ts";
import { recentRecords } from "#runtime/data/recent.ts";
import { inSentence } from "#runtime/data/words.ts";
import { useWorkspace, type WorkspaceContext } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { matches } from "#shared/ui/match.ts";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Piece } from "#shared/ui/Piece.tsx";
import { Spinner } from "#shared/ui/Spinner.tsx";
import { useColorScheme } from "#shared/ui/scheme.ts";
import { useLanguageSwitch } from "../nav/ProfileMenu.tsx";
import css from "./palette.module.css";

interface Command {
  id: string;
  label: string;
  note?: string;
  icon?: ReactNode;
  href?: string;
  run?: () => void;
}
interface Group {
  label: string;
  commands: Command[];
}
interface Found {
  results: { object: string; record: string; title: string | null }[];
}

/** How many of a kind are listed while nothing narrower is typed. */
const SHOWN = 8;
const PAUSE = 120;

/** ⌘K: go to a list or view, make a record, do something, find a record. Arrows move, Enter does it. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  const workspace = useWorkspace();
  const router = useRouter();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const [asked] = useDebouncedValue(text.trim(), PAUSE);
  const found = useQuery({
    queryKey: ["w", workspace.slug, "search", asked],
    queryFn: ({ signal }) => get<Found>(`${workspacePath(workspace.slug, "search")}?q=${encodeURIComponent(asked)}`, { signal }),
    enabled: asked !== "",
    staleTime: 10_000,
  });
  const actions = useActions(workspace);
  const groups = groupsOf(workspace, text.trim(), asked !== "" ? (found.data ?? null) : null, actions, t);
  const commands = groups.flatMap((group) => group.commands);
  const current = Math.min(at, Math.max(commands.length - 1, 0));

  useEffect(() => setAt(0), [text]);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${current}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  function choose(command: Command | undefined): void {
    if (!command) return;
    onClose();
    if (command.run) command.run();
    else if (command.href !== undefined && command.href.startsWith("/studio")) location.assign(command.href);
    else if (command.href !== undefined) router.history.push(command.href);
  }
  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((current + step + commands.length) % Math.max(commands.length, 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(commands[current]);
    }
  }

  let place = -1;
  return (
    <Dialog opened onClose={onClose} title={t("palette.title")} width={560}>
      <div className={css.palette}>
        <div className={css.input}>
          {found.isFetching ? <Spinner /> : <Search aria-hidden="true" />}
          <input
            data-autofocus
            autoFocus
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={commands.length > 0 ? `${id}-${current}` : undefined}
            aria-label={t("nav.search")}
            placeholder={t("palette.placeholder")}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={press}
          />
        </div>
        <div className={css.list} id={`${id}-list`} role="listbox" aria-label={t("palette.title")} ref={list}>
          {groups.map((group) => (
            <div key={group.label} role="group" aria-label={group.label}>
              <div className={css.heading} aria-hidden="true">{group.label}</div>
              {group.commands.map((command) => {
                place += 1;
                const mine = place;
                return (
                  <div key={command.id} id={`${id}-${mine}`} data-at={mine} role="option" aria-selected={mine === current} className={css.row} onMouseMove={() => setAt(mine)} onClick={() => choose(command)}>
                    {command.icon}
                    <span className={css.label}>{command.label}</span>
                    {command.note !== undefined && <span className={css.note}>{command.note}</span>}
                    {mine === current && <CornerDownLeft className={css.enter} aria-hidden="true" />}
                  </div>
                );
              })}
            </div>
          ))}
          {commands.length === 0 && <p className={css.none}>{found.isFetching ? t("palette.searching") : t("palette.none", { text: text.trim() })}</p>}
        </div>
      </div>
    </Dialog>
  );
}

function useActions({ slug, viewer, language }: WorkspaceContext): Command[] {
  const { t } = useTranslation("shell");
  const { colorScheme, setColorScheme } = useColorScheme();
  const switchLanguage = useLanguageSwitch();
  const otherLanguage = language === "en" ? "zh-CN" : "en";
  const otherScheme = colorScheme === "dark" ? "light" : "dark";
  return [
    { id: "home", label: t("nav.home"), href: homeHref(slug) },
    { id: "language", label: t(`languageName.${otherLanguage}`), run: () => switchLanguage(otherLanguage) },
    { id: "scheme", label: t(`scheme.${otherScheme}`), run: () => setColorScheme(otherScheme) },
    { id: "bin", label: t("bin.title"), href: `${homeHref(slug)}/bin` },
    ...(viewer.administrator ? [{ id: "members", label: t("members.title"), href: `${homeHref(slug)}/members` }] : []),
    ...(viewer.builder ? [{ id: "studio", label: t("nav.studio"), href: studioHref(slug) }] : []),
  ];
}

function groupsOf(workspace: WorkspaceContext, text: string, found: Found | null, actions: readonly Command[], t: (key: string, params?: Record<string, string>) => string): Group[] {
  const modules = modulesOf(workspace);
  const filter = (commands: readonly Command[]): Command[] => commands.filter(({ label }) => text === "" || matches(text, label)).slice(0, SHOWN);
  const groups: Group[] = [
    { label: t("palette.records"), commands: text === "" ? recentCommands(workspace, modules) : foundCommands(workspace, modules, found) },
    { label: t("palette.go"), commands: filter(goCommands(workspace, modules)) },
    { label: t("palette.make"), commands: filter(makeCommands(workspace, modules, t)) },
    { label: t("palette.do"), commands: filter(actions) },
  ];
  return groups.filter(({ commands }) => commands.length > 0);
}

function markFor(modules: readonly NavModule[], object: string): ReactNode {
  const module = moduleOfObject(modules, object);
  return module ? <Piece name={module.piece} hue={module.hue} /> : <Table aria-hidden="true" />;
}

function recentCommands({ slug, viewer, model, language }: WorkspaceContext, modules: readonly NavModule[]): Command[] {
  return recentRecords(slug, viewer.id)
    .filter(({ object }) => model.object(object) !== undefined)
    .slice(0, 5)
    .map(({ object, id, title }) => ({ id: `recent-${id}`, label: title, note: labelText(model.object(object)?.label, language, object), icon: markFor(modules, object) ?? <Clock aria-hidden="true" />, href: recordHref(slug, object, id) }));
}

function foundCommands({ slug, model, language }: WorkspaceContext, modules: readonly NavModule[], found: Found | null): Command[] {
  return (found?.results ?? []).slice(0, SHOWN).map(({ object, record, title }) => ({
    id: `found-${record}`,
    label: title ?? record,
    note: labelText(model.object(object)?.label, language, object),
    icon: markFor(modules, object),
    href: recordHref(slug, object, record),
  }));
}

function goCommands({ slug, model, language, can }: WorkspaceContext, modules: readonly NavModule[]): Command[] {
  const objects = [...model.objects.values()].filter((object) => can(object.name, "read") && object.parent === null);
  const lists = objects.map((object) => ({ id: `list-${object.name}`, label: labelText(object.plural, language, object.name), icon: markFor(modules, object.name), href: listHref(slug, object.name) }));
  const views = [...model.views.values()].flatMap((view) => {
    const object = model.object(view.object ?? "");
    if (!object || !can(object.name, "read")) return [];
    return [{ id: `view-${view.name}`, label: labelText(view.label, language, view.name), note: labelText(object.plural, language, object.name), icon: markFor(modules, object.name), href: listHref(slug, object.name, view.name) }];
  });
  return [...lists, ...views];
}

function makeCommands({ slug, model, language, can }: WorkspaceContext, modules: readonly NavModule[], t: (key: string, params?: Record<string, string>) => string): Command[] {
  return [...model.objects.values()]
    .filter((object) => can(object.name, "create") && object.parent === null && moduleOfObject(modules, object.name) !== undefined)
    .map((object) => ({ id: `new-${object.name}`, label: t("palette.new", { object: inSentence(labelText(object.label, language, object.name), language) }), icon: <Plus aria-hidden="true" />, href: newHref(slug, object.name) }));
}
