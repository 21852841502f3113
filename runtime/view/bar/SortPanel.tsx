import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { resolvePath, sortableFields } from "../state/columns.ts";
import { sortText, type SortKey } from "../state/list-search.ts";
import css from "./bar.module.css";

/** The keys of a sort, the first one first; each can be turned round or taken away. */
export function SortPanel({ object, keys, onChange }: { object: ObjectModel; keys: readonly SortKey[]; onChange: (sort: string) => void }) {
  const { t } = useTranslation("list");
  const workspace = useWorkspace();
  const { model, language } = workspace;
  const free = sortableFields(workspace, object).filter((field) => !keys.some((key) => key.field === field.name));
  const labelOf = (path: string): string => resolvePath(model, object, path, language)?.label ?? path;
  const replace = (at: number, key: SortKey | null): void => onChange(sortText(key === null ? keys.filter((_, place) => place !== at) : keys.with(at, key)));
  return (
    <div className={css.panel}>
      {keys.length === 0 && <p className={css.quiet}>{t("unsorted")}</p>}
      <ol className={css.keys}>
        {keys.map((key, at) => (
          <li key={key.field} className={css.key}>
            <span className={css.keyName}>{labelOf(key.field)}</span>
            <Button size="xs" onClick={() => replace(at, { ...key, descending: !key.descending })}>{t(key.descending ? "descending" : "ascending")}</Button>
            <IconButton size="xs" label={t("removeSort", { field: labelOf(key.field) })} icon={<X />} onClick={() => replace(at, null)} />
          </li>
        ))}
      </ol>
      <Menu label={t("addSort")} entries={free.map((field) => ({ key: field.name, label: labelText(field.label, language, field.name), onSelect: () => onChange(sortText([...keys, { field: field.name, descending: false }])) }))}>
        <Button look="subtle" icon={<Plus />}>{t("addSort")}</Button>
      </Menu>
    </div>
  );
}
