import Plus from "lucide-react/icons/plus";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { recordHref } from "#runtime/data/hrefs.ts";
import type { ListParams } from "#runtime/data/keys.ts";
import { titlesIn, useList, type RecordData } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { currencyBeside } from "#runtime/form/currency.ts";
import { wordSetting, wordsSetting } from "#runtime/form/blocks.ts";
import { fieldView } from "#shared/kinds/field-views.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import type { Json } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Card } from "#shared/ui/Card.tsx";
import { Skeleton } from "#shared/ui/Skeleton.tsx";
import { useShown } from "./record-context.ts";
import { recordTitle } from "./record-title.ts";
import css from "./tables.module.css";

const CreateDrawer = lazy(async () => ({ default: (await import("#runtime/form/CreateDrawer.tsx")).CreateDrawer }));

const PAGE = 10;
const COLUMNS = 6;

interface Related {
  source: ObjectModel;
  by: FieldModel;
  columns: readonly FieldModel[];
  params: ListParams;
  /** Of the reference in a new one. */
  link: Json;
}

/** What a related block lists; null where the viewer may not see it. */
export function useRelated(block: BlockDoc): Related | null {
  const { object, record } = useShown();
  const { model, can } = useWorkspace();
  const { id } = record;
  return useMemo(() => {
    const source = model.object(wordSetting(block, "object") ?? "");
    const by = source?.field(wordSetting(block, "by") ?? "");
    if (!source || !by || !can(source.name, "read")) return null;
    const named = wordsSetting(block, "columns")?.flatMap((name) => source.field(name) ?? []);
    const columns = named ?? source.fields.filter((field) => field !== by && field.value.class !== "children" && field.value.class !== "json").slice(0, COLUMNS);
    const link: Json = by.value.class === "anyReference" ? { object: object.name, id } : by.value.class === "reference" ? id : [id];
    const isList = Array.isArray(link);
    const money = source.currency !== "workspace" && !source.currency.includes(".") ? [source.currency] : [];
    const title = source.titleField === null ? [] : [source.titleField];
    return {
      source,
      by,
      columns,
      link,
      params: {
        where: { field: by.name, op: isList ? "contains" : "eq", value: isList ? id : link },
        sort: wordSetting(block, "sort") ?? "-created_at",
        fields: [...new Set([...columns.map((field) => field.name), ...money, ...title])],
        limit: PAGE,
        count: true,
      },
    };
  }, [block, model, can, object, id]);
}

/** How many a related list holds, for its tab. */
export function useRelatedCount(block: BlockDoc): number | undefined {
  const related = useRelated(block);
  const list = useList(related?.source.name ?? "", related?.params ?? {}, { enabled: related !== null });
  return list.data?.pages[0]?.count;
}

/** Records of another object that point at this one, with a way to add one. */
export function RelatedList({ block }: { block: BlockDoc }) {
  const related = useRelated(block);
  return related ? <RelatedCard block={block} related={related} /> : null;
}

function RelatedCard({ block, related }: { block: BlockDoc; related: Related }) {
  const { source, by, columns, params, link } = related;
  const { t } = useTranslation("page");
  const { language, can, slug } = useWorkspace();
  const [isCreating, setCreating] = useState(false);
  const list = useList(source.name, params);
  const rows = list.data?.pages.flatMap((page) => page.records) ?? [];
  const count = list.data?.pages[0]?.count;
  const label = labelText(block.label ?? source.plural, language, source.name);
  const kind = labelText(source.label, language, source.name);
  return (
    <Card
      flush
      title={label}
      count={count}
      actions={can(source.name, "create") && <Button size="xs" look="subtle" icon={<Plus />} onClick={() => setCreating(true)}>{t("related.add")}</Button>}
    >
      {list.isPending && <div className={css.quiet}><Skeleton width="60%" /></div>}
      {list.isError && <p className={css.quiet}>{t("related.failed")} <Button size="xs" look="subtle" onClick={() => void list.refetch()}>{t("tryAgain")}</Button></p>}
      {list.data && rows.length === 0 && <p className={css.quiet}>{t("related.none", { label: kind })}</p>}
      {rows.length > 0 && (
        <div className={css.scroll} data-stale={list.isPlaceholderData || undefined}>
          <table className={css.table}>
            <thead>
              <tr>{columns.map((field) => <th key={field.name} scope="col" data-numeric={fieldView(field.type)?.numeric || undefined}>{labelText(field.label, language, field.name)}</th>)}</tr>
            </thead>
            <tbody>
              {rows.map((row) => <RelatedRow key={row.id} row={row} source={source} columns={columns} href={recordHref(slug, source.name, row.id)} />)}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && <div className={css.more}><Button size="xs" look="subtle" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t("showMore")}</Button></div>}
      {isCreating && (
        <Suspense fallback={null}>
          <CreateDrawer object={source.name} prefilled={{ [by.name]: link }} repeatable onCreated={() => void list.refetch()} onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Card>
  );
}

/** The first column is the way to the record; the whole row takes the click. */
function RelatedRow({ row, source, columns, href }: { row: RecordData; source: ObjectModel; columns: readonly FieldModel[]; href: string }) {
  const { format } = useFieldPorts();
  const currency = currencyBeside(row);
  return (
    <tr className={css.row} onClick={(event) => {
      if (event.target instanceof Element && !event.target.closest("a, button")) event.currentTarget.querySelector<HTMLElement>("a[data-record]")?.click();
    }}>
      {columns.map((field, at) => {
        const view = fieldView(field.type);
        const titles = titlesIn(row, field.name);
        if (!view) return <td key={field.name} />;
        const value = row[field.name] ?? null;
        if (at === 0) {
          const text = titles ? "" : field.kind.format(value, field, format);
          return <td key={field.name}><a data-record className={css.open} href={href}>{text === "" ? recordTitle(source, row, format) : text}</a></td>;
        }
        return <td key={field.name} data-numeric={view.numeric || undefined}><view.Display field={field} value={value} dense {...(titles && { titles })} {...(currency !== undefined && { currency })} /></td>;
      })}
    </tr>
  );
}
