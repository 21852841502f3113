import Plus from "lucide-react/icons/plus";
import Search from "lucide-react/icons/search";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { matches } from "#shared/ui/match.ts";
import { Tag } from "#shared/ui/Tag.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import type { DraftItem } from "../draft/draft-store.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { studioPaths } from "../shell/hrefs.ts";
import { StateMark } from "../shell/StateMark.tsx";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import { NewOptionSet } from "./NewOptionSet.tsx";
import { usersOf } from "./option-users.ts";
import css from "./options.module.css";

const SHOWN = 5;

/** Every shared list of options: what it holds, and how many fields take theirs from it. */
export function OptionSetList() {
  const { t } = useTranslation("options");
  const { language } = useWorkspace();
  const [query, setQuery] = useState("");
  const [isNew, setNew] = useState(false);
  const sets = useDraftItems()
    .filter((item) => item.kind === "option-set" && item.extends === undefined)
    .toSorted((a, b) => Number(a.builtIn) - Number(b.builtIn) || labelText(a.label, language, a.name).localeCompare(labelText(b.label, language, b.name), language));
  const shown = sets.filter((item) => matches(query, `${item.label.en ?? ""} ${item.label["zh-CN"] ?? ""} ${item.name}`));
  const create = <Button icon={<Plus />} onClick={() => setNew(true)}>{t("new.open")}</Button>;
  return (
    <StudioFrame designer="options" crumbs={[{ label: t("title") }]} canvas="paper">
      <div className={css.page}>
        <div className={css.listHead}>
          <div className={css.search}><TextInput type="search" size="sm" aria-label={t("list.search")} placeholder={t("list.search")} before={<Search />} clearable value={query} onChange={setQuery} /></div>
          {create}
        </div>
        {sets.length === 0 && <EmptyState title={t("list.empty")} action={create} />}
        {sets.length > 0 && shown.length === 0 && <EmptyState picture={false} title={t("list.noMatch", { query })} action={<Button onClick={() => setQuery("")}>{t("list.clear")}</Button>} />}
        {shown.length > 0 && (
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col" className={css.setColumn}>{t("list.set")}</th>
                <th scope="col" className={css.wide}>{t("list.options")}</th>
                <th scope="col" className={css.countColumn}>{t("list.fields")}</th>
                <th scope="col" className={css.stateColumn}>{t("list.state")}</th>
              </tr>
            </thead>
            <tbody>{shown.map((item) => <SetRow key={item.name} item={item} />)}</tbody>
          </table>
        )}
      </div>
      {isNew && <NewOptionSet onClose={() => setNew(false)} />}
    </StudioFrame>
  );
}

function SetRow({ item }: { item: DraftItem }) {
  const { t } = useTranslation("options");
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const merged = model.documents.get(`option-set/${item.name}`);
  const options = merged?.kind === "option-set" ? (merged.options ?? []) : [];
  const label = labelText(item.label, language, item.name);
  const fields = usersOf(model, item.name).length;
  return (
    <tr>
      <th scope="row" className={css.setColumn}>
        {item.state === "removed" ? <s>{label}</s> : <a className={css.setLink} href={studioPaths.optionSet(slug, item.name)}>{label}</a>}
        <code>{item.name}</code>
      </th>
      <td className={css.wide}>
        <span className={css.line}>
          <span className={css.shown}>{options.slice(0, SHOWN).map((option) => <Tag key={option.value} hue={option.hue ?? "grey"}>{labelText(option.label, language, option.value)}</Tag>)}</span>
          {options.length > SHOWN && <span className={css.quiet}>+{options.length - SHOWN}</span>}
        </span>
      </td>
      <td className={css.countColumn}>{fields === 0 ? <span className={css.zero}>0</span> : fields}</td>
      <td className={css.stateColumn}>{item.builtIn ? <span className={css.quiet}>{t("list.builtIn")}</span> : <StateMark state={item.state} />}</td>
    </tr>
  );
}
