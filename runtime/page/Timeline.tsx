import { useState } from "react";
import { useTranslation } from "react-i18next";
import { filesOf } from "#shared/kinds/lib/files.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import { formatBytes } from "#shared/ui/bytes.ts";
import { Button } from "#shared/ui/Button.tsx";
import { useFormat } from "#shared/ui/format.ts";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { CommentItem } from "./CommentItem.tsx";
import { Composer } from "./Composer.tsx";
import { HistoryItem } from "./HistoryItem.tsx";
import { useShown } from "./record-context.ts";
import { useComments, useHistory, type Comment, type HistoryEntry } from "./timeline-data.ts";
import css from "./timeline.module.css";

type Shown = "all" | "comments" | "changes" | "files";
type Item = { at: string; key: string; comment: Comment } | { at: string; key: string; entry: HistoryEntry; titles: Record<string, string | null> };

/** What happened to the record and what was said about it, newest first; above it the place to say something. */
export function Timeline() {
  const { object, record } = useShown();
  const { t } = useTranslation("page");
  const [shown, setShown] = useState<Shown>("all");
  const history = useHistory(object.name, record.id);
  const comments = useComments(object.name, record.id);
  const hasFiles = object.fields.some((field) => field.kind.group === "media");
  const items = itemsOf(shown === "comments" ? [] : (history.data?.pages ?? []), shown === "changes" ? [] : (comments.data?.pages.flatMap((page) => page.comments) ?? []));
  const hasMore = (shown !== "comments" && history.hasNextPage) || (shown !== "changes" && comments.hasNextPage);
  // Until the older page of one of them is there, what is older than its last entry would be out of order.
  const horizon = [history.hasNextPage && shown !== "comments" ? history.data?.pages.at(-1)?.entries.at(-1)?.at : undefined, comments.hasNextPage && shown !== "changes" ? comments.data?.pages.at(-1)?.comments.at(-1)?.at : undefined].filter((at) => at !== undefined).toSorted().at(-1);
  function more(): void {
    if (history.hasNextPage && shown !== "comments") void history.fetchNextPage();
    if (comments.hasNextPage && shown !== "changes") void comments.fetchNextPage();
  }
  return (
    <section className={css.timeline} aria-label={t("timeline.title")}>
      <Composer />
      <div className={css.head}>
        <h2 className={css.heading}>{t("timeline.title")}</h2>
        <SegmentedControl<Shown>
          aria-label={t("timeline.filter")}
          value={shown}
          onChange={setShown}
          segments={[
            { value: "all", label: t("timeline.all") },
            { value: "comments", label: t("timeline.comments") },
            { value: "changes", label: t("timeline.changes") },
            ...(hasFiles ? [{ value: "files" as const, label: t("timeline.files") }] : []),
          ]}
        />
      </div>
      {shown === "files" ? <Files /> : (
        <>
          {(history.isPending || comments.isPending) && <SkeletonLines lines={4} />}
          {(history.isError || comments.isError) && <p className={css.quiet}>{t("timeline.failed")} <Button size="xs" look="subtle" onClick={() => { void history.refetch(); void comments.refetch(); }}>{t("tryAgain")}</Button></p>}
          <ol className={css.list}>
            {items.filter(({ at }) => horizon === undefined || at >= horizon).map((item) => (
              <li key={item.key} className={css.item}>
                {"comment" in item ? <CommentItem comment={item.comment} /> : <HistoryItem entry={item.entry} titles={item.titles} />}
              </li>
            ))}
          </ol>
          {items.length === 0 && !history.isPending && !comments.isPending && <p className={css.quiet}>{t(shown === "comments" ? "timeline.noComments" : "timeline.nothing")}</p>}
          {hasMore && <Button size="xs" look="subtle" busy={history.isFetchingNextPage || comments.isFetchingNextPage} onClick={more}>{t("showMore")}</Button>}
        </>
      )}
    </section>
  );
}

function itemsOf(pages: readonly { entries: HistoryEntry[]; titles: Record<string, string | null> }[], comments: readonly Comment[]): Item[] {
  const items: Item[] = comments.map((comment) => ({ at: comment.at, key: `c${comment.id}`, comment }));
  for (const { entries, titles } of pages) for (const entry of entries) items.push({ at: entry.at, key: `h${entry.id}`, entry, titles });
  return items.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** The files in the record's fields. */
function Files() {
  const { object, record } = useShown();
  const { t } = useTranslation("page");
  const ports = useFieldPorts();
  const { locale } = useFormat();
  const files = object.fields.filter((field) => field.kind.group === "media").flatMap((field) => filesOf(record[field.name] ?? null).map((file) => ({ ...file, field })));
  if (files.length === 0) return <p className={css.quiet}>{t("timeline.noFiles")}</p>;
  return (
    <ul className={css.files}>
      {files.map(({ file, name, size, field }) => (
        <li key={`${field.name}/${file}`} className={css.file}>
          <a href={ports.fileUrl(file)} target="_blank" rel="noreferrer">{name}</a>
          <span className={css.meta}>{labelText(field.label, ports.format.language, field.name)} · {formatBytes(size, locale)}</span>
        </li>
      ))}
    </ul>
  );
}
