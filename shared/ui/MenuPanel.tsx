import "@mantine/core/styles/Input.layer.css";
import "@mantine/core/styles/Menu.layer.css";
import "@mantine/core/styles/Popover.layer.css";
import "@mantine/core/styles/UnstyledButton.layer.css";
import { Menu as MantineMenu } from "@mantine/core";
import Check from "lucide-react/icons/check";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Anchor } from "./anchor.tsx";
import { Mantine } from "./mantine.tsx";
import css from "./Menu.module.css";
import { keyText } from "./keys.ts";
import { matches } from "./match.ts";
import type { MenuEntry, MenuItem, MenuProps } from "./Menu.tsx";

export interface MenuPanelProps extends Omit<MenuProps, "children"> {
  /** The button that opens it. */
  anchor: HTMLElement;
  opened: boolean;
  onClose: () => void;
}

/** From this many rows on one can type to filter. */
const filterFrom = 8;

/** What a menu opens: its rows, with a filter where they are many. */
export function MenuPanel({ entries, label, align = "start", side = "bottom", width, anchor, opened, onClose }: MenuPanelProps) {
  const { t } = useTranslation("ui");
  const [query, setQuery] = useState("");
  // Drawn closed first: the focus that is to come back is noted when it opens.
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => setDrawn(true), []);
  const items = entries.filter(isItem);
  const filterable = items.length >= filterFrom;
  const shown = query.trim() === "" ? dangerLast(entries) : items.filter((item) => matches(query, item.label));
  return (
    <Mantine>
      <MantineMenu
        opened={opened && isDrawn}
        onClose={onClose}
        onExitTransitionEnd={() => setQuery("")}
        position={`${side}-${align}`}
        offset={4}
        withinPortal
        withInitialFocusPlaceholder={false}
        {...(width !== undefined && { width })}
        zIndex="var(--z-menu)"
        transitionProps={{ transition: "fade", duration: 100 }}
        classNames={{ dropdown: css.menu, item: css.item, itemSection: css.section, label: css.heading, divider: css.line }}
      >
        <MantineMenu.Target><Anchor element={anchor} /></MantineMenu.Target>
        <MantineMenu.Dropdown aria-label={label}>
          {filterable && (
            <MantineMenu.Search unstyled classNames={{ input: css.search }} placeholder={t("filterMenu")} aria-label={t("filterMenu")} value={query} onChange={(event) => setQuery(event.currentTarget.value)} />
          )}
          <div className={css.rows}>
            {shown.map((entry, at) => <Row key={isItem(entry) ? entry.key : at} entry={entry} />)}
            {shown.length === 0 && <div className={css.none}>{t("noMatch")}</div>}
          </div>
        </MantineMenu.Dropdown>
      </MantineMenu>
    </Mantine>
  );
}
function Row({ entry }: { entry: MenuEntry }) {
  if (entry === "line") return <MantineMenu.Divider />;
  if ("heading" in entry) return <MantineMenu.Label>{entry.heading}</MantineMenu.Label>;
  const shared = {
    leftSection: entry.icon ?? undefined,
    rightSection: <End item={entry} />,
    disabled: entry.disabledReason !== undefined,
    title: entry.disabledReason,
    "data-danger": entry.danger || undefined,
    "aria-checked": entry.checked,
    onClick: entry.onSelect,
  };
  return entry.href === undefined
    ? <MantineMenu.Item {...shared} role={entry.checked === undefined ? "menuitem" : "menuitemcheckbox"}>{entry.label}</MantineMenu.Item>
    : <MantineMenu.Item {...shared} component="a" href={entry.href}>{entry.label}</MantineMenu.Item>;
}

function End({ item }: { item: MenuItem }) {
  if (item.value !== undefined) return <span className={css.value}>{item.value}</span>;
  if (item.checked === true) return <Check className={css.tick} aria-hidden="true" />;
  return item.keys === undefined ? null : <span className={css.keys} aria-hidden="true">{keyText(item.keys)}</span>;
}

function isItem(entry: MenuEntry): entry is MenuItem {
  return typeof entry === "object" && "key" in entry;
}

function dangerLast(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  const dangerous = entries.filter((entry) => isItem(entry) && entry.danger === true);
  if (dangerous.length === 0) return entries;
  const others = entries.filter((entry) => !dangerous.includes(entry));
  while (others.at(-1) === "line") others.pop();
  return others.length === 0 ? dangerous : [...others, "line", ...dangerous];
}
