import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import type { RecordData } from "#runtime/data/records.ts";
import { valueProps, type Column } from "../state/columns.ts";
import css from "./kanban.module.css";

export interface CardProps {
  record: RecordData;
  columns: readonly Column[];
  groupBy: string;
  /** Of its name, with what its keys do. */
  link: ComponentProps<"a">;
  isHeld?: boolean;
}

/** A record as a card: its name, then the other fields that have a value. */
export function Card({ record, columns, groupBy, link, isHeld = false }: CardProps) {
  const { t } = useTranslation("list");
  const [title, ...others] = columns;
  const value = title ? record[title.path] : null;
  const shown = others.filter((column) => column.path !== groupBy && record[column.path] !== null && record[column.path] !== undefined);
  const display = (column: Column) => <column.view.Display {...valueProps(record, column)} dense />;
  return (
    <article className={css.card} data-held={isHeld || undefined}>
      <a {...link} className={css.name} draggable={false}>{title && value !== null && value !== undefined ? display(title) : t("noName")}</a>
      {shown.length > 0 && (
        <div className={css.values}>
          {shown.map((column) => <span key={column.path} className={css.value} title={column.label}>{display(column)}</span>)}
        </div>
      )}
    </article>
  );
}
