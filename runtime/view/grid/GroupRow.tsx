import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useTranslation } from "react-i18next";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Group, Section } from "../rows/sections.ts";
import { amountsText } from "../rows/sums.ts";
import type { Column } from "../state/columns.ts";
import { GroupTitle } from "./GroupTitle.tsx";
import css from "./grid.module.css";

export interface GroupRowProps {
  index: number;
  top: number;
  section: Section & { group: Group };
  columns: readonly Column[];
  groupBy: string;
  activeColumn: number;
  onToggle: (group: string) => void;
}

/** The head of a group: its value, how many, and sums under their columns. */
export function GroupRow({ index, top, section, columns, groupBy, activeColumn, onToggle }: GroupRowProps) {
  const { t } = useTranslation("list");
  const { format } = useFieldPorts();
  const { language } = useWorkspace();
  const { group, isOpen } = section;
  const count = new Intl.NumberFormat(language === "zh-CN" ? "zh-CN" : "en-GB").format(group.count);
  return (
    <div className={css.row} role="row" aria-rowindex={index + 2} aria-expanded={isOpen} data-group style={{ transform: `translateY(${top}px)` }} onClick={() => onToggle(group.key)}>
      <div className={css.check} role="gridcell" aria-colindex={1} data-line={index} data-column={0} tabIndex={activeColumn === 0 ? 0 : -1}>
        {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
      </div>
      {columns.map((column, at) => {
        const sums = group.sums[column.path] ?? [];
        return (
          <div key={column.path} className={css.cell} role="gridcell" aria-colindex={at + 2} data-line={index} data-column={at + 1} data-frozen={at === 0 || undefined} data-numeric={column.numeric || undefined} tabIndex={activeColumn === at + 1 ? 0 : -1}>
            {at === 0 && (
              <span className={css.groupHead}>
                <GroupTitle path={groupBy} group={group} />
                <span className={css.count}>{count}</span>
              </span>
            )}
            {at > 0 && sums.length > 0 && <span className={css.sum}><span>{t(column.field.kind.share === true ? "avg" : "sum")}</span> <b>{amountsText(sums, column.field, format)}</b></span>}
          </div>
        );
      })}
    </div>
  );
}
