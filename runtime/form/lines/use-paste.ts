import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import type { Choice } from "#shared/kinds/define-view.ts";
import type { Json } from "#shared/lib/json.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { todayIn } from "#shared/ui/date-text.ts";
import { useFormat } from "#shared/ui/format.ts";
import { toast } from "#shared/ui/toast-store.ts";
import type { LineRow } from "../values.ts";
import { readCellText, readRows } from "./cell-text.ts";
import type { LineColumn } from "./columns.ts";
import type { CellPlace } from "./use-cells.ts";
import type { LineCommands } from "./use-lines.ts";

/** Pastes rows of a spreadsheet from a cell on. Names of records are looked up; those that are not found are told, not guessed. */
export function usePaste(columns: readonly LineColumn[], lines: readonly LineRow[], commands: LineCommands) {
  const { t } = useTranslation(["form", "kinds"]);
  const { settings } = useWorkspace();
  const { locale } = useFormat();
  const ports = useFieldPorts();
  return async (text: string, at: CellPlace): Promise<void> => {
    const rows = readRows(text);
    const context = { locale, today: todayIn(settings.timeZone), yes: new Set(["true", "yes", "y", "x", "1", "✓", t("yes", { ns: "kinds" }).toLowerCase(), t("lines.yes").toLowerCase()]) };
    const unknown = new Set<string>();
    const find = finder((field, wanted) => ports.find(field, wanted));
    const cells = await Promise.all(
      rows.map(async (row) => {
        const values: Record<string, Json> = {};
        for (const [offset, word] of row.entries()) {
          const column = columns[at.column + offset];
          if (!column || column.isReadOnly) continue;
          const value = readCellText(column.field, word, context);
          const found = value === undefined ? await find(column.field, word.trim()) : value;
          if (found === undefined) unknown.add(word.trim());
          else values[column.field.name] = found;
        }
        return values;
      }),
    );
    commands.fill(lines.findIndex((line) => line.$key === at.line), cells);
    if (unknown.size > 0) toast({ error: true, text: t("lines.notFound", { count: unknown.size, names: [...unknown].slice(0, 3).join(", ") }) });
  };
}

/** Looks each name up once. The record must bear it exactly; one of several with the same name is nobody's guess. */
function finder(search: (field: FieldModel, text: string) => Promise<Choice[]>): (field: FieldModel, text: string) => Promise<Json | undefined> {
  const asked = new Map<string, Promise<Choice[]>>();
  return async (field, text) => {
    const key = `${field.name} ${text}`;
    const answer = asked.get(key) ?? search(field, text).catch(() => []);
    asked.set(key, answer);
    const exact = (await answer).filter(({ title }) => title.toLowerCase() === text.toLowerCase());
    const only = exact.length === 1 ? exact[0] : undefined;
    if (!only) return undefined;
    switch (field.value.class) {
      case "anyReference":
        return { object: only.object, id: only.id };
      case "reference":
        return only.id;
      default:
        return [only.id];
    }
  };
}
