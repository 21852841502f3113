import ListOrdered from "lucide-react/icons/list-ordered";
import Pencil from "lucide-react/icons/pencil";
import Plus from "lucide-react/icons/plus";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import Trash from "lucide-react/icons/trash-2";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { fieldView } from "#shared/kinds/field-views.tsx";
import type { Json } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { tellChanges, type ListChange, type ValueChange } from "./history-words.ts";
import { useShown } from "./record-context.ts";
import type { HistoryEntry } from "./timeline-data.ts";
import css from "./timeline.module.css";
import { When } from "./When.tsx";

const SHOWN = 4;

const SIGNS: Readonly<Record<string, ReactNode>> = { create: <Plus />, delete: <Trash />, restore: <RotateCcw />, update: <Pencil /> };

/** A change in words: who, what, from what to what, when. */
export function HistoryItem({ entry, titles }: { entry: HistoryEntry; titles: Record<string, string | null> }) {
  const { object } = useShown();
  const { model } = useWorkspace();
  const { t } = useTranslation("page");
  const [isWhole, setWhole] = useState(false);
  const { values, lists } = tellChanges(model, object, entry.changes);
  const who = entry.by === null ? t("history.platform") : (entry.by$title ?? t("somebody"));
  const verb = entry.action in SIGNS ? entry.action : "update";
  const shown = isWhole ? values : values.slice(0, SHOWN);
  const isReorder = values.length === 0 && lists.every(({ added, removed, changed }) => added + removed + changed.length === 0);
  return (
    <>
      <span className={css.sign} aria-hidden="true">{verb === "update" && isReorder ? <ListOrdered /> : SIGNS[verb]}</span>
      <div className={css.content}>
        <div className={css.line}><span className={css.who}>{who}</span> <span>{t(`history.${verb}`)}</span><When at={entry.at} /></div>
        {verb === "update" && (
          <ul className={css.changes}>
            {shown.map((change) => <ChangeLine key={change.field.name} change={change} titles={titles} />)}
            {lists.map((list) => <ListLines key={list.field.name} list={list} titles={titles} />)}
          </ul>
        )}
        {verb === "update" && values.length > SHOWN && !isWhole && <button type="button" className={css.more} onClick={() => setWhole(true)}>{t("history.more", { count: values.length - SHOWN })}</button>}
        {entry.reason !== undefined && <p className={css.words}>{entry.reason}</p>}
      </div>
    </>
  );
}

function ChangeLine({ change: { field, before, after }, titles }: { change: ValueChange; titles: Record<string, string | null> }) {
  const { language } = useWorkspace();
  const { t } = useTranslation("page");
  const label = labelText(field.label, language, field.name);
  // Two long texts side by side say less than that it was rewritten.
  if (field.value.class === "long_text") return <li><span className={css.field}>{label}</span> {t("history.rewritten")}</li>;
  return (
    <li className={css.change}>
      <span className={css.field}>{label}</span>
      {!isEmpty(before) && <><del className={css.before}><Value field={field} value={before} titles={titles} /></del><span className={css.arrow} aria-label={t("history.to")}>→</span></>}
      {isEmpty(after) ? <span className={css.meta}>{t("history.emptied")}</span> : <span className={css.after}><Value field={field} value={after} titles={titles} /></span>}
    </li>
  );
}

function ListLines({ list: { field, added, removed, changed, isReordered }, titles }: { list: ListChange; titles: Record<string, string | null> }) {
  const { language } = useWorkspace();
  const { t } = useTranslation("page");
  const told = [
    ...(added > 0 ? [t("history.linesAdded", { count: added })] : []),
    ...(removed > 0 ? [t("history.linesRemoved", { count: removed })] : []),
    ...(changed.length > 0 ? [t("history.linesChanged", { count: changed.length })] : []),
    ...(isReordered ? [t("history.reordered")] : []),
  ];
  return (
    <>
      <li><span className={css.field}>{labelText(field.label, language, field.name)}</span> {told.join(t("comma"))}</li>
      {changed.slice(0, SHOWN).map((values, at) => values.slice(0, SHOWN).map((change) => <ChangeLine key={`${at}/${change.field.name}`} change={change} titles={titles} />))}
    </>
  );
}

function Value({ field, value, titles }: { field: FieldModel; value: Json; titles: Record<string, string | null> }) {
  const view = fieldView(field.type);
  return view ? <view.Display field={field} value={value} dense titles={titles} /> : null;
}

function isEmpty(value: Json): boolean {
  return value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0);
}
