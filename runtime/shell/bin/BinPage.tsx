import { useNavigate, useSearch } from "@tanstack/react-router";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { recordHref } from "#runtime/data/hrefs.ts";
import { useList, useRestore, type RecordData } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { useFormatContext } from "#shared/kinds/ports.tsx";
import { formatMoment } from "#shared/kinds/lib/time.ts";
import { labelText } from "#shared/lib/label.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { SkeletonRows } from "#shared/ui/Skeleton.tsx";
import { toast } from "#shared/ui/Toast.tsx";
import { RequestError } from "../ErrorPage.tsx";
import { Page } from "../Page.tsx";
import css from "../table.module.css";

/** The recycle bin: what was deleted of an object, newest first, to be taken back. */
export function BinPage() {
  const { t } = useTranslation("shell");
  const { model, language, can } = useWorkspace();
  const navigate = useNavigate({ from: "/w/$ws/bin" });
  const search = useSearch({ from: "/w/$ws/bin" });
  const objects = [...model.objects.values()].filter((object) => can(object.name, "read") && object.parent === null);
  const chosen = objects.find((object) => object.name === search.object) ?? objects.find((object) => !object.builtIn) ?? objects[0];
  return (
    <Page title={t("bin.title")} detail={t("bin.detail")}>
      <div className={css.tools}>
        <Select
          aria-label={t("bin.object")}
          size="sm"
          clearable={false}
          value={chosen?.name ?? null}
          onChange={(object) => void navigate({ search: object === null ? {} : { object } })}
          options={objects.map((object) => ({ value: object.name, label: labelText(object.plural, language, object.name) }))}
        />
      </div>
      {chosen && <Deleted key={chosen.name} object={chosen} />}
    </Page>
  );
}

const PAGE = 50;

function Deleted({ object }: { object: ObjectModel }) {
  const { t } = useTranslation("shell");
  const { slug, can } = useWorkspace();
  const format = useFormatContext(false);
  const list = useList(object.name, { deleted: true, limit: PAGE });
  const restore = useRestore(object.name);
  const records = list.data?.pages.flatMap((page) => page.records) ?? [];
  async function takeBack(record: RecordData): Promise<void> {
    try {
      await restore.mutateAsync(record.id);
      const title = titleOf(object, record);
      toast({ text: t("bin.restored", { title }), action: { label: t("bin.open"), run: () => location.assign(recordHref(slug, object.name, record.id)) } });
    } catch (failure) {
      toast({ error: true, text: failure instanceof ApiError ? (failure.problem.errors[0]?.message ?? failure.message) : t("error.detail") });
    }
  }
  if (list.isError) return <RequestError problem={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <SkeletonRows rows={6} columns={3} />;
  if (records.length === 0) return <EmptyState title={t("bin.empty")} detail={t("bin.emptyDetail")} />;
  return (
    <>
      <table className={css.table}>
        <thead>
          <tr><th scope="col">{t("bin.record")}</th><th scope="col">{t("bin.deletedAt")}</th><th scope="col"><span className={css.spoken}>{t("bin.actions")}</span></th></tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id}>
              <td className={css.name}>{titleOf(object, record)}</td>
              <td>{formatMoment(record.deleted_at ?? null, format)}</td>
              <td className={css.end}>
                {can(object.name, "delete") && <Button size="xs" icon={<RotateCcw />} busy={restore.isPending && restore.variables === record.id} onClick={() => void takeBack(record)}>{t("bin.restore")}</Button>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.hasNextPage && <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t("more")}</Button>}
    </>
  );
}

function titleOf(object: ObjectModel, record: RecordData): string {
  const title = object.titleField === null ? null : (record[`${object.titleField}$title`] ?? record[object.titleField]);
  return typeof title === "string" || typeof title === "number" ? String(title) : record.id;
}
