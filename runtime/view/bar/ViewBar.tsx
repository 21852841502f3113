import ArrowDownUp from "lucide-react/icons/arrow-down-up";
import Columns from "lucide-react/icons/columns-3";
import Group from "lucide-react/icons/list-tree";
import Kanban from "lucide-react/icons/square-kanban";
import Rows from "lucide-react/icons/rows-3";
import Table from "lucide-react/icons/table-2";
import { lazy, Suspense, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { Popover } from "#shared/ui/Popover.tsx";
import { Tabs } from "#shared/ui/Tabs.tsx";
import { groupableFields, resolvePath } from "../state/columns.ts";
import type { Density } from "../state/layout-memory.ts";
import { sortKeys, type ListState } from "../state/list-search.ts";
import type { ViewTab } from "../views-of.ts";
import css from "./bar.module.css";
import { QuickSearch } from "./QuickSearch.tsx";

const SortPanel = lazy(async () => ({ default: (await import("./SortPanel.tsx")).SortPanel }));
const FieldsPanel = lazy(async () => ({ default: (await import("./FieldsPanel.tsx")).FieldsPanel }));

export interface ViewBarProps {
  object: ObjectModel;
  state: ListState;
  tabs: readonly ViewTab[];
  current: string;
  onView: (key: string) => void;
  onChange: (change: Partial<ListState>, replace?: boolean) => void;
  density: Density;
  onDensity: (density: Density) => void;
  searchBox: RefObject<HTMLInputElement | null>;
  isBoard: boolean;
}

const DENSITIES = ["compact", "standard", "tall"] as const;

/** The views as tabs; search, group, sort, fields and density at the end. */
export function ViewBar({ object, state, tabs, current, onView, onChange, density, onDensity, searchBox, isBoard }: ViewBarProps) {
  const { t } = useTranslation("list");
  const workspace = useWorkspace();
  const { model, language } = workspace;
  const labelOf = (path: string): string => resolvePath(model, object, path, language)?.label ?? path;
  const keys = sortKeys(state.sort);
  const [first] = keys;
  const groupable = groupableFields(workspace, object);
  const group = state.groupBy === "" ? t("group") : t("groupedBy", { field: labelOf(state.groupBy) });
  return (
    <div className={css.views}>
      <Tabs
        label={t("views")}
        value={current}
        onChange={onView}
        tabs={tabs.map(({ key, view }) => ({ value: key, label: labelText(view.label, language, view.name), icon: view.type === "kanban" ? <Kanban aria-hidden="true" /> : <Table aria-hidden="true" /> }))}
        end={
          <>
            <QuickSearch q={state.q} onQ={(q) => onChange({ q }, true)} box={searchBox} />
            {groupable.length > 0 && (
              <Menu
                label={t("group")}
                align="end"
                entries={[
                  ...(isBoard ? [] : [{ key: "", label: t("noGroups"), checked: state.groupBy === "", onSelect: () => onChange({ groupBy: "" }) }]),
                  ...groupable.map((field) => ({ key: field.name, label: labelOf(field.name), checked: state.groupBy === field.name, onSelect: () => onChange({ groupBy: field.name }) })),
                ]}
              >
                <Button look="subtle" icon={<Group />}>{group}</Button>
              </Menu>
            )}
            <Popover label={t("sort")} align="end" width={320} target={<Button look="subtle" icon={<ArrowDownUp />}>{first ? labelOf(first.field) : t("sort")}</Button>}>
              <Suspense fallback={null}><SortPanel object={object} keys={keys} onChange={(sort) => onChange({ sort })} /></Suspense>
            </Popover>
            <Popover label={t("fields")} align="end" width={280} flush target={<Button look="subtle" icon={<Columns />}>{t("fields")}</Button>}>
              <Suspense fallback={null}><FieldsPanel object={object} columns={state.columns} onChange={(columns) => onChange({ columns })} /></Suspense>
            </Popover>
            {!isBoard && (
              <Menu label={t("density")} align="end" entries={DENSITIES.map((one) => ({ key: one, label: t(`densities.${one}`), checked: one === density, onSelect: () => onDensity(one) }))}>
                <IconButton label={t("density")} icon={<Rows />} />
              </Menu>
            )}
          </>
        }
      />
    </div>
  );
}
