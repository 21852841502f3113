import { useMediaQuery } from "@mantine/hooks";
import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { newHref, recordHref } from "#runtime/data/hrefs.ts";
import type { RecordData } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { leaveTrail } from "#runtime/page/trail.ts";
import { isId } from "#shared/lib/id.ts";
import { labelText } from "#shared/lib/label.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { ListBar } from "./bar/ListBar.tsx";
import { ListFoot } from "./bar/ListFoot.tsx";
import { ViewBar } from "./bar/ViewBar.tsx";
import { ChangedView } from "./bar/ChangedView.tsx";
import { FilterBar } from "./filters/FilterBar.tsx";
import { Grid, type GridHandle } from "./grid/Grid.tsx";
import { useCellEdit } from "./grid/use-cell-edit.ts";
import { ListObjectContext } from "./list-context.ts";
import css from "./list.module.css";
import { ListNotice } from "./ListNotice.tsx";
import { useMyViews } from "./my-views.ts";
import { PhoneRows } from "./phone/PhoneRows.tsx";
import { neighbourOf } from "./rows/neighbours.ts";
import { useSections } from "./rows/use-sections.ts";
import { columnsOf, fieldsFor, resolvePath } from "./state/columns.ts";
import { useLayoutMemory } from "./state/layout-memory.ts";
import { listState, searchOf, sortKeys, sortText, type ListSearch, type ListState } from "./state/list-search.ts";
import { whereOf } from "./state/where.ts";
import { useListKeys } from "./use-list-keys.ts";
import { useSelection } from "./use-selection.ts";
import { viewTabs } from "./views-of.ts";

const BulkBar = lazy(async () => ({ default: (await import("./bar/BulkBar.tsx")).BulkBar }));
const ConflictDialog = lazy(async () => ({ default: (await import("./grid/ConflictDialog.tsx")).ConflictDialog }));
const RecordPeek = lazy(async () => ({ default: (await import("#runtime/page/RecordPeek.tsx")).RecordPeek }));
const Kanban = lazy(async () => ({ default: (await import("./kanban/Kanban.tsx")).Kanban }));

/** How many neighbours each way the record page can step to. */
const TRAIL_EACH_WAY = 100;

export interface ListScreenProps {
  object: ObjectModel;
  search: ListSearch;
  /** `replace`: not a step to go back to (typing). */
  onSearch: (search: ListSearch, replace?: boolean) => void;
}

/** The records of an object, as one of its views shows them. */
export function ListScreen({ object, search, onSearch }: ListScreenProps) {
  const workspace = useWorkspace();
  const { slug, model, viewer, language, can } = workspace;
  const { t } = useTranslation("list");
  const router = useRouter();
  const isPhone = useMediaQuery("(max-width: 767px)") === true;
  const tabs = viewTabs(model, object, useMyViews(object.name).data ?? []);
  const tab = tabs.find(({ key }) => key === search.view) ?? tabs[0];
  const view = tab?.view ?? { kind: "view" as const, name: object.name, object: object.name, type: "table", columns: [] };
  const state = listState(view, search);
  const isBoard = view.type === "kanban";
  const columns = useMemo(
    () => columnsOf(workspace, object, state.columns),
    // The columns are a text of paths: a new array of the same says nothing new.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [workspace, object, state.columns.join(",")],
  );
  const grouped = isBoard || state.groupBy === "" ? null : resolvePath(model, object, state.groupBy, language);
  const where = whereOf(workspace, object, state);
  const rows = useSections({ object, where, sort: state.sort, fields: fieldsFor(columns, ["revision"]) }, grouped ? { path: state.groupBy, field: grouped.field } : null, columns, { enabled: !isBoard });
  const layout = useLayoutMemory(slug, viewer.id, tab?.key ?? object.name);
  const selection = useSelection();
  const [peeked, setPeeked] = useState<string | null>(null);
  const grid = useRef<GridHandle>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const put = (record: RecordData): void => {
    for (const section of rows.sections) section.window?.put(record);
  };
  const edit = useCellEdit(object.name, put, (failure) => (failure instanceof ApiError ? (failure.problem.errors[0]?.message ?? (failure.message || t("saveFailed"))) : t("saveFailed")));
  const hrefOf = useCallback((record: RecordData) => recordHref(slug, object.name, record.id), [slug, object.name]);
  const open = (record: RecordData): void => {
    remember(record.id);
    router.history.push(hrefOf(record));
  };
  /** The record page steps through the records as they stand here. */
  function remember(id: string): void {
    const window = rows.sections.find((section) => (section.window?.indexOf(id) ?? -1) >= 0)?.window;
    if (!window) return;
    const at = window.indexOf(id);
    const from = Math.max(0, at - TRAIL_EACH_WAY);
    const ids: string[] = [];
    for (let index = from; index < Math.min(window.size, at + TRAIL_EACH_WAY); index++) {
      const row = window.row(index);
      if (!row) break;
      ids.push(row.id);
    }
    leaveTrail(slug, object.name, { href: location.pathname + location.search, label: labelText(view.label, language, label), ids, from, count: window.count?.atLeast === false ? window.count.n : null });
  }
  /** From the record that is peeked at to its neighbour. */
  function stepTo(by: number): (() => void) | undefined {
    const next = peeked === null ? null : neighbourOf(rows.sections, peeked, by);
    return next === null ? undefined : () => setPeeked(next);
  }
  function follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest("a")?.getAttribute("href") : null;
    const id = link?.split("/").at(-1);
    if (id !== undefined && isId(id)) remember(id);
  }

  const asked = JSON.stringify([object.name, where, state.sort, state.groupBy]);
  useEffect(() => {
    grid.current?.toStart();
    selection.clear();
    // Only what is asked for makes it another list.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [asked]);

  function change(next: Partial<ListState>, replace = false): void {
    onSearch(searchOf({ ...state, ...next }, search.view), replace);
  }
  useListKeys({
    search: () => searchBox.current?.focus(),
    create: can(object.name, "create") ? () => router.history.push(newHref(slug, object.name)) : null,
    step: (by) => grid.current?.step(by),
  });

  const count = isBoard ? null : countOf(rows.sections);
  const label = labelText(object.plural, language, object.name);
  const isEmpty = !isBoard && !rows.isWaiting && rows.lines.total === 0;
  return (
    <ListObjectContext value={object}>
      <div className={css.screen} onClickCapture={follow}>
        <ListBar object={object} count={count} tab={tab ?? null} tabs={tabs} onView={(key) => onSearch({ view: key })} q={state.q} onQ={(q) => change({ q }, true)} isPhone={isPhone} searchBox={searchBox} />
        {!isPhone && <ViewBar object={object} state={state} tabs={tabs} current={tab?.key ?? ""} onView={(key) => onSearch({ view: key })} onChange={change} density={layout.density} onDensity={layout.setDensity} searchBox={searchBox} isBoard={isBoard} />}
        <FilterBar object={object} filters={state.filters} onChange={(filters) => change({ filters })} end={state.isChanged ? <ChangedView state={state} tab={tab ?? null} onReset={() => onSearch(search.view === undefined ? {} : { view: search.view })} onSaved={(key) => onSearch({ view: key })} /> : undefined} />
        {isBoard ? (
          <Suspense fallback={<div className={css.fill} />}><Kanban object={object} state={state} where={where} columns={columns} onOpen={open} hrefOf={hrefOf} /></Suspense>
        ) : rows.error !== null && rows.lines.total === 0 ? (
          <ListNotice kind="error" object={object} state={state} problem={rows.error} onRetry={rows.retry} onClear={() => undefined} />
        ) : isEmpty ? (
          <ListNotice kind={state.filters.length > 0 || state.q !== "" ? "noMatch" : "empty"} object={object} state={state} problem={null} onRetry={rows.retry} onClear={() => change({ filters: [], q: "" })} />
        ) : isPhone ? (
          <PhoneRows label={label} rows={rows} columns={columns} groupBy={state.groupBy} hrefOf={hrefOf} />
        ) : (
          <Grid
            handle={grid} label={label} columns={columns} rows={rows} selection={selection} edit={edit} density={layout.density} widths={layout.widths} onWidth={layout.setWidth}
            sort={sortKeys(state.sort)} onSort={(keys) => change({ sort: sortText(keys) })} onColumns={(paths) => change({ columns: paths })} groupBy={state.groupBy} onGroup={(groupBy) => change({ groupBy })}
            onOpen={open} hrefOf={hrefOf} peeked={peeked} onPeek={setPeeked}
          />
        )}
        {!isPhone && !isBoard && (
          <>
            {selection.size > 0 && <Suspense fallback={null}><BulkBar object={object} selection={selection} where={where} sort={state.sort} total={count} /></Suspense>}
            <ListFoot object={object} where={where} columns={columns} count={count} selection={selection} error={rows.lines.total > 0 ? rows.error : null} onRetry={rows.retry} />
          </>
        )}
        {peeked !== null && !isPhone && <Suspense fallback={null}><RecordPeek object={object.name} id={peeked} onClose={() => setPeeked(null)} onPrevious={stepTo(-1)} onNext={stepTo(1)} onPage={() => remember(peeked)} /></Suspense>}
        {edit.conflict && <Suspense fallback={null}><ConflictDialog conflict={edit.conflict} onSettle={(keepMine) => void edit.settle(keepMine)} /></Suspense>}
      </div>
    </ListObjectContext>
  );
}

/** How many records there are: of one window its count, of groups their sum. */
function countOf(sections: ReturnType<typeof useSections>["sections"]): { n: number; atLeast: boolean } | null {
  const [first] = sections;
  if (!first) return null;
  if (first.group === null) return first.window?.count ?? null;
  return { n: sections.reduce((sum, { group }) => sum + (group?.count ?? 0), 0), atLeast: false };
}
