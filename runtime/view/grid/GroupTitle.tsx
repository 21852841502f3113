import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { formatMonth } from "#shared/kinds/lib/time.ts";
import { fieldView } from "#shared/kinds/field-views.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import type { FieldModel } from "#shared/model/model.ts";
import type { Group } from "../rows/sections.ts";
import { useListObject } from "../list-context.ts";
import { resolvePath } from "../state/columns.ts";
import css from "./grid.module.css";

/** A group's value, drawn as in a cell; a month for days. */
export function GroupTitle({ path, group }: { path: string; group: Pick<Group, "value" | "title"> }) {
  const { t } = useTranslation("list");
  const { model, language } = useWorkspace();
  const object = useListObject();
  const found = resolvePath(model, object, path, language);
  if (group.value === null || !found) return <span className={css.nameless}>{t("noValue")}</span>;
  return <GroupValue field={found.field} group={group} />;
}

function GroupValue({ field, group }: { field: FieldModel; group: Pick<Group, "value" | "title"> }) {
  const { format } = useFieldPorts();
  const view = fieldView(field.type);
  if (field.value.class === "date" && typeof group.value === "string") return <span>{formatMonth(group.value.slice(0, 7), format)}</span>;
  if (!view) return null;
  // With its title a reference says who it is without asking.
  return <view.Display field={field} value={group.value} dense {...(group.title !== null && { titles: { [`${field.name}$title`]: group.title } })} />;
}
