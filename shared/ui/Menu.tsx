import "@mantine/core/styles/Input.layer.css";
import "@mantine/core/styles/Menu.layer.css";
import "@mantine/core/styles/Popover.layer.css";
import "@mantine/core/styles/UnstyledButton.layer.css";
import { Menu as MantineMenu } from "@mantine/core";
import Check from "lucide-react/icons/check";
import { useState, type ReactElement, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./Menu.module.css";
import { keyText } from "./keys.ts";
import { matches } from "./match.ts";

export interface MenuItem {
  key: string;
  label: string;
  icon?: ReactNode;
  /** The shortcut that does the same. */
  keys?: string | undefined;
  /** Grey words under or after the label are a sign of a wrong label; this is only for a current value. */
  value?: ReactNode;
  /** Destructive: text-coloured, moved to the end after a line. */
  danger?: boolean | undefined;
  /** Why it can't be used now; shown in the title. */
  disabledReason?: string | undefined;
  /** For settings: whether it is on. */
  checked?: boolean | undefined;
  href?: string | undefined;
  onSelect?: (() => void) | undefined;
}

/** A row, a line between rows, or a small heading over them. */
export type MenuEntry = MenuItem | "line" | { heading: string };

export interface MenuProps {
  entries: readonly MenuEntry[];
  /** Names the menu. */
  label: string;
  align?: "start" | "end";
  side?: "bottom" | "top" | "right";
  width?: number | "target";
  /** The button that opens it. */
  children: ReactElement;
}

/** From this many rows on one can type to filter. */
const filterFrom = 8;

/** A menu at a button. Arrows move, Enter chooses, Escape closes and gives the focus back. */
export function Menu({ entries, label, align = "start", side = "bottom", width, children }: MenuProps) {
  const { t } = useTranslation("ui");
  const [query, setQuery] = useState("");
  const items = entries.filter(isItem);
  const filterable = items.length >= filterFrom;
  const shown = query.trim() === "" ? dangerLast(entries) : items.filter((item) => matches(query, item.label));
  return (
    <MantineMenu
      position={`${side}-${align}`}
      offset={4}
      withinPortal
      withInitialFocusPlaceholder={false}
      {...(width !== undefined && { width })}
      zIndex="var(--z-menu)"
      transitionProps={{ transition: "fade", duration: 100 }}
      classNames={{ dropdown: css.menu, item: css.item, itemSection: css.section, label: css.heading, divider: css.line }}
    >
      <MantineMenu.Target>{children}</MantineMenu.Target>
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
