import Pencil from "lucide-react/icons/pencil";
import Trash from "lucide-react/icons/trash-2";
import X from "lucide-react/icons/x";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { Json } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { fieldView } from "#shared/kinds/field-views.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Popover } from "#shared/ui/Popover.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { columnOf } from "../state/columns.ts";
import type { Selection } from "../use-selection.ts";
import css from "./bar.module.css";
import { countText } from "./count.ts";
import { BULK_MOST, useBulk } from "./use-bulk.ts";

export interface BulkBarProps {
  object: ObjectModel;
  selection: Selection;
  where: Where | undefined;
  sort: string;
  total: { n: number; atLeast: boolean } | null;
}

/** What can be done with the chosen records at once; all of it can be undone. */
export function BulkBar({ object, selection, where, sort, total }: BulkBarProps) {
  const { t } = useTranslation("list");
  const { can, language } = useWorkspace();
  const bulk = useBulk(object, selection);
  const canSelectAll = total !== null && !total.atLeast && total.n > selection.size && total.n <= BULK_MOST;
  return (
    <div className={css.bulk} role="toolbar" aria-label={t("bulk")}>
      <span className={css.bulkCount} role="status">{bulk.progress === null ? t("selectedCount", { count: selection.size }) : t("working", bulk.progress)}</span>
      {canSelectAll && <Button className={css.all} look="subtle" busy={bulk.isBusy} onClick={() => void bulk.selectAll(where, sort)}>{t("selectAll", { count: total.n, shown: countText(total, language) })}</Button>}
      <span className={css.line} aria-hidden="true" />
      {can(object.name, "update") && <SetField object={object} busy={bulk.isBusy} onSet={(field, value) => void bulk.setField(field, value)} />}
      {can(object.name, "delete") && <Button look="subtle" icon={<Trash />} busy={bulk.isBusy} onClick={() => void bulk.remove()}>{t("delete")}</Button>}
      <span className={css.line} aria-hidden="true" />
      <IconButton label={t("clearSelection")} keys="esc" icon={<X />} onClick={selection.clear} />
    </div>
  );
}

/** One field, set to one value in all the chosen records. */
function SetField({ object, busy, onSet }: { object: ObjectModel; busy: boolean; onSet: (field: FieldModel, value: Json) => void }) {
  const { t } = useTranslation("list");
  const workspace = useWorkspace();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState<Json>(null);
  const fields = [...object.fields, ...object.systemFields].filter((field) => columnOf(workspace, object, field.name)?.isEditable === true);
  const field = fields.find((one) => one.name === name);
  const view = field ? fieldView(field.type) : undefined;
  return (
    <Popover
      label={t("setField")}
      side="top"
      width={280}
      opened={isOpen}
      onOpenChange={(open) => {
        // A list that an input has opened lies outside of the panel in the page: a click there is no click outside.
        if (open || document.activeElement?.getAttribute("aria-expanded") !== "true") setOpen(open);
      }}
      target={<Button look="subtle" icon={<Pencil />} busy={busy}>{t("setField")}</Button>}
    >
      <form
        className={css.panel}
        onSubmit={(event) => {
          event.preventDefault();
          if (!field) return;
          setOpen(false);
          onSet(field, value);
        }}
      >
        <Select
          label={t("field")}
          value={name}
          onChange={(next) => {
            setName(next);
            setValue(null);
          }}
          options={fields.map((one) => ({ value: one.name, label: labelText(one.label, workspace.language, one.name) }))}
        />
        {field && view && (
          <>
            <label htmlFor={id} className={css.quiet}>{t("value")}</label>
            <view.Input key={field.name} id={id} field={field} value={value} onChange={setValue} />
          </>
        )}
        <Button type="submit" look="primary" disabledReason={field ? undefined : t("fieldMissing")}>{t(value === null ? "emptyField" : "apply")}</Button>
      </form>
    </Popover>
  );
}
