import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import X from "lucide-react/icons/x";
import { useTranslation } from "react-i18next";
import { FieldFrame, type FieldProps } from "#shared/ui/FieldFrame.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Select, type SelectOption } from "#shared/ui/Select.tsx";
import { asGroup } from "./as-group.ts";
import { SortableRows } from "./SortableRows.tsx";
import css from "./inspector.module.css";

interface SortControlProps extends FieldProps {
  /** As documents have it: `-amount,name`. */
  value: string;
  /** Fields that can be sorted by. */
  options: readonly SelectOption[];
  onChange: (value: string) => void;
}

/** By which fields a list is in order, the first one first, each up or down. */
export function SortControl({ value, options, onChange, ...frame }: SortControlProps) {
  const { t } = useTranslation("studio");
  const parts = value.split(",").map((part) => part.trim()).filter((part) => part !== "");
  const fieldOf = (part: string): string => part.replace(/^-/, "");
  const labelOf = (part: string): string => options.find((option) => option.value === fieldOf(part))?.label ?? fieldOf(part);
  const label = typeof frame.label === "string" ? frame.label : "";
  const isFixed = frame.readOnly === true;
  function move(field: string, to: number): void {
    const moved = parts.filter((part) => fieldOf(part) === field);
    onChange(parts.filter((part) => fieldOf(part) !== field).toSpliced(to, 0, ...moved).join(","));
  }
  function turn(part: string): void {
    onChange(parts.map((one) => (one === part ? (one.startsWith("-") ? fieldOf(one) : `-${one}`) : one)).join(","));
  }
  return (
    <FieldFrame {...frame} group>
      {(wiring) => (
        <div {...asGroup(wiring)} role="group" className={css.names}>
          {parts.length > 0 && (
            <SortableRows items={parts} idOf={fieldOf} nameOf={labelOf} onMove={move} readOnly={isFixed} label={label}>
              {(part) => (
                <>
                  <span className={css.rowText} title={fieldOf(part)}>{labelOf(part)}</span>
                  {!isFixed && <IconButton size="xs" label={t(part.startsWith("-") ? "order.down" : "order.up", { name: labelOf(part) })} icon={part.startsWith("-") ? <ArrowDown /> : <ArrowUp />} onClick={() => turn(part)} />}
                  {!isFixed && <IconButton size="xs" label={t("list.remove", { name: labelOf(part) })} icon={<X />} onClick={() => onChange(parts.filter((one) => one !== part).join(","))} />}
                </>
              )}
            </SortableRows>
          )}
          {!isFixed && (
            <Select size="sm" aria-label={t("list.add", { name: label })} placeholder={t("list.addPlaceholder")} value={null} options={options.filter((option) => !parts.some((part) => fieldOf(part) === option.value))} onChange={(name) => name !== null && onChange([...parts, name].join(","))} />
          )}
        </div>
      )}
    </FieldFrame>
  );
}
