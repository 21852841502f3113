import X from "lucide-react/icons/x";
import { useTranslation } from "react-i18next";
import { FieldFrame, type FieldProps } from "#shared/ui/FieldFrame.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Select, type SelectOption } from "#shared/ui/Select.tsx";
import { SortableRows } from "./SortableRows.tsx";
import { asGroup } from "./as-group.ts";
import css from "./inspector.module.css";

interface NamesControlProps extends FieldProps {
  value: readonly string[];
  options: readonly SelectOption[];
  /** Most names that it takes. */
  max?: number | undefined;
  onChange: (value: string[]) => void;
}

/** Several names in an order of their own: columns, the fields of a card, the objects that a link may lead to. */
export function NamesControl({ value, options, max, onChange, ...frame }: NamesControlProps) {
  const { t } = useTranslation("studio");
  const labelOf = (name: string): string => options.find((option) => option.value === name)?.label ?? name;
  const isFull = max !== undefined && value.length >= max;
  const label = typeof frame.label === "string" ? frame.label : "";
  function move(name: string, to: number): void {
    onChange(value.filter((one) => one !== name).toSpliced(to, 0, name));
  }
  return (
    <FieldFrame {...frame} group>
      {(wiring) => (
        <div {...asGroup(wiring)} role="group" className={css.names}>
          {value.length > 0 && (
            <SortableRows items={value} idOf={(name) => name} nameOf={labelOf} onMove={move} readOnly={frame.readOnly === true} label={label}>
              {(name) => (
                <>
                  <span className={css.rowText} title={name}>{labelOf(name)}</span>
                  {frame.readOnly !== true && <IconButton size="xs" label={t("list.remove", { name: labelOf(name) })} icon={<X />} onClick={() => onChange(value.filter((one) => one !== name))} />}
                </>
              )}
            </SortableRows>
          )}
          {frame.readOnly !== true && !isFull && (
            <Select size="sm" aria-label={t("list.add", { name: label })} placeholder={t("list.addPlaceholder")} value={null} options={options.filter((option) => !value.includes(option.value))} onChange={(name) => name !== null && onChange([...value, name])} />
          )}
        </div>
      )}
    </FieldFrame>
  );
}
