import Pencil from "lucide-react/icons/pencil";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { titlesIn } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { lineCurrency } from "#runtime/form/currency.ts";
import { wordSetting, wordsSetting } from "#runtime/form/blocks.ts";
import { lineColumns, type LineColumn } from "#runtime/form/lines/columns.ts";
import { sumOf, totalsOf } from "#runtime/form/lines/sums.ts";
import { isJsonObject, type JsonObject } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Card } from "#shared/ui/Card.tsx";
import css from "./tables.module.css";
import { useShown } from "./record-context.ts";

const RecordForm = lazy(async () => ({ default: (await import("#runtime/form/RecordForm.tsx")).RecordForm }));

/** A child list of the record: a table that becomes a grid to type in. */
export function LinesCard({ block, readOnly }: { block: BlockDoc; readOnly: boolean }) {
  const { object, record, canEdit } = useShown();
  const { model, language, fieldRight, can } = useWorkspace();
  const { t } = useTranslation("page");
  const [isEditing, setEditing] = useState(false);
  const list = wordSetting(block, "field") ?? "";
  const field = object.field(list);
  if (field?.value.class !== "children") return null;
  const { of, by } = field.value;
  const child = model.object(of);
  if (!child) return null;
  const lines = (Array.isArray(record[list]) ? record[list] : []).filter(isJsonObject);
  const columns = lineColumns(child, by, wordsSetting(block, "columns"), (name) => fieldRight(of, name) === "write");
  const label = labelText(field.label, language, list);
  const isEditable = !readOnly && canEdit(list) && (can(of, "update") || can(of, "create"));
  if (isEditing) {
    return (
      <Card title={label}>
        <Suspense fallback={null}>
          <RecordForm
            object={object}
            record={record}
            form={{ kind: "form", name: object.name, object: object.name, body: [block] }}
            onSaved={() => setEditing(false)}
            onClose={() => setEditing(false)}
          />
        </Suspense>
      </Card>
    );
  }
  return (
    <Card
      flush
      title={label}
      count={lines.length}
      actions={isEditable && <Button size="xs" look="subtle" icon={<Pencil />} onClick={() => setEditing(true)}>{t(lines.length === 0 ? "addLines" : "editLines")}</Button>}
    >
      {lines.length > 0 && <LinesTable child={child} by={by} columns={columns} isTotalled={totalsOf(block)} lines={lines} />}
    </Card>
  );
}

interface LinesTableProps {
  child: ObjectModel;
  by: string;
  columns: readonly LineColumn[];
  /** Whether a column has its sum in the last row. */
  isTotalled: (field: FieldModel) => boolean;
  lines: readonly JsonObject[];
}

function LinesTable({ child, by, columns, isTotalled, lines }: LinesTableProps) {
  const { currency } = useShown();
  const { settings, language } = useWorkspace();
  const { t } = useTranslation("page");
  const header = currency ?? settings.currency;
  const summed = lines.length > 1 && columns.some(({ field }) => isTotalled(field));
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>{columns.map(({ field, view }) => <th key={field.name} scope="col" data-numeric={view.numeric || undefined}>{labelText(field.label, language, field.name)}</th>)}</tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={String(line.id)}>
              {columns.map(({ field, view }) => {
                const titles = titlesIn(line, field.name);
                return <td key={field.name} data-numeric={view.numeric || undefined}><view.Display field={field} value={line[field.name] ?? null} dense={view.numeric !== true} currency={lineCurrency(child, by, line, header, settings.currency)} {...(titles && { titles })} /></td>;
              })}
            </tr>
          ))}
        </tbody>
        {summed && (
          <tfoot>
            <tr>
              {columns.map(({ field, view }, at) => (
                <td key={field.name} data-numeric={view.numeric || undefined}>
                  {isTotalled(field) ? <view.Display field={field} value={sumOf(field, lines)} currency={header} /> : at === 0 && t("sum")}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
