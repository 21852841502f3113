import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { onChange } from "#runtime/data/changes.ts";
import { fetchPage, useAggregate, type AggregateRow } from "#runtime/data/records.ts";
import { allOf } from "#runtime/data/where.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { sameJson } from "#shared/lib/json.ts";
import type { Query } from "#shared/query/query.ts";
import type { Column } from "../state/columns.ts";
import { groupByOf, whereOfGroup } from "./group-where.ts";
import { RowWindow } from "./row-window.ts";
import { Lines, type Group, type Section } from "./sections.ts";
import { sumQueries, summedColumns, sumsOf, type Summed } from "./sums.ts";

/** What the rows of a list are asked by. */
export interface RowsQuery {
  object: ObjectModel;
  where: Where | undefined;
  sort: string;
  fields: readonly string[];
}

/** Groups opened at first: more would ask for rows that nobody looks at. */
const OPEN_AT_FIRST = 2;
const GROUPS = 500;

export interface Rows {
  lines: Lines;
  sections: readonly Section[];
  /** Nothing has come yet. */
  isWaiting: boolean;
  /** Old rows are shown until new ones come. */
  isStale: boolean;
  error: unknown;
  retry(): void;
  toggle(group: string): void;
}

function makeWindow(slug: string, { object, where, sort, fields }: RowsQuery): RowWindow {
  return new RowWindow((start, limit, count, signal) => {
    const [skip, cursor] = "skip" in start ? [start.skip, null] : [0, start.cursor];
    return fetchPage(slug, object.name, { limit, fields: [...fields], ...(skip > 0 && { skip }), ...(count && { count }), ...(where && { where }), ...(sort !== "" && { sort }) }, cursor, signal);
  });
}

/** The rows of a list, in groups where `groupBy` names a field. Kept current by what the server tells of changes. */
export function useSections(query: RowsQuery, groupBy: { path: string; field: FieldModel } | null, columns: readonly Column[], options: { enabled: boolean } = { enabled: true }): Rows {
  const { slug } = useWorkspace();
  const key = JSON.stringify([query.object.name, query.where, query.sort, query.fields, groupBy?.path]);
  const plain = useMemo(
    () => (groupBy || !options.enabled ? null : makeWindow(slug, query)),
    // `key` says all that the query says.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [slug, key, options.enabled],
  );
  const shown = useSteady(plain);
  const groups = useGroups(query, groupBy, columns);
  const windows = useGroupWindows(slug, query, groupBy, key);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());

  const sections: Section[] = groupBy
    ? (groups.data ?? []).map((group, at) => {
        const isOpen = toggled.get(`${groupBy.path}=${group.key}`) ?? at < OPEN_AT_FIRST;
        return { group, isOpen, window: isOpen ? windows.of(group) : null };
      })
    : shown.window
      ? [{ group: null, isOpen: true, window: shown.window }]
      : [];
  const open = sections.flatMap(({ window }) => window ?? []);
  useWatched(open, plain);
  useEffect(() => onChange((object) => {
    if (object !== null && object !== query.object.name) return;
    plain?.invalidate();
    windows.invalidate();
  }), [plain, windows, query.object.name]);

  const error = groups.error ?? open.find((window) => window.error !== null)?.error ?? plain?.error ?? null;
  return {
    lines: new Lines(sections),
    sections,
    isWaiting: groupBy ? groups.isPending : !(shown.window?.isReady ?? false),
    isStale: shown.isStale || groups.isPlaceholderData,
    error,
    retry() {
      if (groups.error) void groups.refetch();
      plain?.retry();
      for (const window of open) window.retry();
    },
    toggle(group) {
      if (!groupBy) return;
      const name = `${groupBy.path}=${group}`;
      const at = sections.findIndex((section) => section.group?.key === group);
      setToggled(new Map(toggled).set(name, !(toggled.get(name) ?? at < OPEN_AT_FIRST)));
    },
  };
}

/** While a new window has nothing yet, the one before it stays on the screen. */
function useSteady(plain: RowWindow | null): { window: RowWindow | null; isStale: boolean } {
  const last = useRef<RowWindow | null>(null);
  useSyncExternalStore(plain?.subscribe ?? never, plain?.version ?? zero);
  useEffect(() => {
    plain?.ensure(0, 0);
    return () => plain?.pause();
  }, [plain]);
  if (!plain) return { window: null, isStale: false };
  if (plain.isReady) last.current = plain;
  const window = plain.isReady ? plain : (last.current ?? plain);
  return { window, isStale: window !== plain };
}

const never = (): (() => void) => () => undefined;
const zero = (): number => 0;

/** Draws anew when one of the windows has news. */
function useWatched(windows: readonly RowWindow[], plain: RowWindow | null): void {
  const [, draw] = useState(0);
  const known = useRef<readonly RowWindow[]>([]);
  const same = windows.length === known.current.length && windows.every((window, at) => window === known.current[at]);
  if (!same) known.current = windows;
  const watched = known.current;
  useEffect(() => {
    const stops = watched.filter((window) => window !== plain).map((window) => window.subscribe(() => draw((n) => n + 1)));
    return () => {
      for (const stop of stops) stop();
    };
  }, [watched, plain]);
}

function useGroups({ object, where }: RowsQuery, groupBy: { path: string; field: FieldModel } | null, columns: readonly Column[]) {
  const { settings } = useWorkspace();
  const summed = summedColumns(object, columns);
  const { plain, money } = sumQueries(object, where, summed, groupBy && groupByOf(groupBy.path, groupBy.field), GROUPS);
  const answer = useAggregate(plain ?? NOTHING, { enabled: groupBy !== null && plain !== null });
  const amounts = useAggregate(money ?? NOTHING, { enabled: groupBy !== null && money !== null }).data;
  const rows = answer.data;
  const data = useMemo(
    () => (rows && groupBy ? sorted(rows.map((row) => groupOf(row, amounts ?? [], summed, settings.currency)), groupBy.field) : undefined),
    // The rows are new exactly when they have changed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [rows, amounts, groupBy?.path],
  );
  return { ...answer, data };
}

/** Stands for a question that is not asked. */
const NOTHING: Query = { from: "" };

function groupOf(row: AggregateRow, amounts: readonly AggregateRow[], summed: readonly Summed[], currency: string): Group {
  const value = row.group ?? null;
  const title = row.group$title;
  const mine = amounts.filter((amount) => sameJson(amount.group ?? null, value));
  return { key: JSON.stringify(value), value, title: typeof title === "string" ? title : null, count: Number(row.count ?? 0), sums: sumsOf(row, mine, summed, currency) };
}

/** Options in their own order, all else by title or value; empty last. */
function sorted(groups: Group[], field: FieldModel): Group[] {
  const order = new Map(field.options.map((option, at) => [option.value, at]));
  const place = ({ value }: Group): number => (value === null ? Number.POSITIVE_INFINITY : (order.get(String(value)) ?? order.size));
  const name = ({ title, value }: Group): string => title ?? String(value ?? "");
  return groups.toSorted((a, b) => place(a) - place(b) || name(a).localeCompare(name(b)) || 0);
}

interface GroupWindows {
  of(group: Group): RowWindow;
  invalidate(): void;
}

function useGroupWindows(slug: string, query: RowsQuery, groupBy: { path: string; field: FieldModel } | null, key: string): GroupWindows {
  const windows = useMemo(
    () => {
      const made = new Map<string, RowWindow>();
      return {
        of(group: Group): RowWindow {
          const known = made.get(group.key);
          if (known) return known;
          const where = groupBy ? allOf([query.where, whereOfGroup(groupBy.path, groupBy.field, group.value)]) : query.where;
          const window = makeWindow(slug, { ...query, where });
          made.set(group.key, window);
          return window;
        },
        invalidate(): void {
          for (const window of made.values()) window.invalidate();
        },
        pause(): void {
          for (const window of made.values()) window.pause();
        },
      };
    },
    // `key` says all that the query and the grouping say.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [slug, key],
  );
  useEffect(() => () => windows.pause(), [windows]);
  return windows;
}
