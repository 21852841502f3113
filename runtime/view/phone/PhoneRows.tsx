import { useVirtualizer } from "@tanstack/react-virtual";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { RecordData } from "#runtime/data/records.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { Skeleton } from "#shared/ui/Skeleton.tsx";
import { GroupTitle } from "../grid/GroupTitle.tsx";
import { amountsText, type Amount } from "../rows/sums.ts";
import type { Rows } from "../rows/use-sections.ts";
import { valueProps, type Column } from "../state/columns.ts";
import css from "./phone.module.css";

export interface PhoneRowsProps {
  label: string;
  rows: Rows;
  columns: readonly Column[];
  groupBy: string;
  hrefOf: (record: RecordData) => string;
}

const ROW = 72;
const TAGS = 24;
const OVERSCAN = 8;
/** The fields of a row are the view's first five (look §6). */
const SHOWN = 5;

interface Places {
  title: Column | undefined;
  /** Beside the title: what the eye compares. */
  figure: Column | undefined;
  second: Column | undefined;
  end: Column | undefined;
  tags: readonly Column[];
}

/** Where the first fields of a view stand in a row of two lines and tags. */
function placesOf(columns: readonly Column[]): Places {
  const [title, ...others] = columns.slice(0, SHOWN);
  const tags = others.filter(({ field }) => field.options.length > 0 || field.type === "tags");
  const rest = others.filter((column) => !tags.includes(column));
  const figure = rest.find(({ numeric }) => numeric);
  const [second, end] = rest.filter((column) => column !== figure);
  return { title, figure, second, end, tags };
}

/** The list on a phone: rows of two lines instead of a table. */
export function PhoneRows({ label, rows, columns, groupBy, hrefOf }: PhoneRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { lines } = rows;
  const places = placesOf(columns);
  const height = places.tags.length > 0 ? ROW + TAGS : ROW;
  const virtual = useVirtualizer({ count: lines.total, getScrollElement: () => scroller.current, estimateSize: (index) => (lines.at(index)?.kind === "group" ? 40 : height), overscan: OVERSCAN });
  const inSight = virtual.range;
  useEffect(() => {
    lines.ensure(Math.max((inSight?.startIndex ?? 0) - OVERSCAN, 0), (inSight?.endIndex ?? OVERSCAN) + OVERSCAN);
  });
  // Heads and rows differ in height: after a group opens or closes they are measured anew.
  useEffect(() => virtual.measure(), [virtual, height, lines.total]);
  return (
    <div className={css.list} ref={scroller} data-stale={rows.isStale || undefined} aria-busy={rows.isWaiting}>
      <div role="list" aria-label={label} className={css.sheet} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const line = lines.at(index);
          const style = { transform: `translateY(${start}px)`, height: size };
          if (line?.kind === "group") {
            const { group, isOpen } = line.section;
            return (
              <div key={`group-${group.key}`} role="listitem" className={css.place} style={style}>
                <button type="button" className={css.group} aria-expanded={isOpen} onClick={() => rows.toggle(group.key)}>
                  {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
                  <GroupTitle path={groupBy} group={group} />
                  <span className={css.quiet}>{group.count}</span>
                  {places.figure && <GroupSum column={places.figure} sums={group.sums[places.figure.path] ?? []} />}
                </button>
              </div>
            );
          }
          const record = line?.record;
          return (
            <div key={record?.id ?? `waiting-${index}`} role="listitem" className={css.place} style={style}>
              {record ? <PhoneRow record={record} places={places} href={hrefOf(record)} /> : <div className={css.row}><Skeleton width="70%" /><Skeleton width="40%" /></div>}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function GroupSum({ column, sums }: { column: Column; sums: readonly Amount[] }) {
  const { format } = useFieldPorts();
  return sums.length === 0 ? null : <span className={css.figure}>{amountsText(sums, column.field, format)}</span>;
}

/** The whole row is the link; what its values link to is reached from the record. */
function PhoneRow({ record, places, href }: { record: RecordData; places: Places; href: string }) {
  const { t } = useTranslation("list");
  const { title, figure, second, end, tags } = places;
  const hasValue = (column: Column): boolean => record[column.path] !== null && record[column.path] !== undefined;
  const shown = (column: Column) => <column.view.Display {...valueProps(record, column)} dense />;
  return (
    <div className={css.row}>
      <div className={css.line}>
        <a className={css.title} href={href}>{title && hasValue(title) ? shown(title) : t("noName")}</a>
        {figure && hasValue(figure) && <span className={css.figure}>{shown(figure)}</span>}
      </div>
      <div className={css.line}>
        <span className={css.second}>{second && hasValue(second) && shown(second)}</span>
        {end && hasValue(end) && <span className={css.quiet}>{shown(end)}</span>}
      </div>
      {tags.length > 0 && <div className={css.tags}>{tags.filter(hasValue).map((column) => <span key={column.path}>{shown(column)}</span>)}</div>}
    </div>
  );
}
