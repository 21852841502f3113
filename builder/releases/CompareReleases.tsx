import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { RequestError } from "#runtime/shell/ErrorPage.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { useGo } from "../shell/links.ts";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import { useReleaseDiff, useReleases } from "./api.ts";
import { DiffDocuments } from "./DiffDocuments.tsx";
import css from "./releases.module.css";

/** Any two releases, side by side, property by property. */
export function CompareReleases({ a, b }: { a: number; b: number }) {
  const { t } = useTranslation("releases");
  const { slug } = useWorkspace();
  const go = useGo();
  const diff = useReleaseDiff(a, b);
  const releases = useReleases();
  const options = (releases.data?.releases ?? []).map(({ n, message }) => ({ value: String(n), label: t("compare.option", { n, message: message ?? t("list.noMessage") }) }));
  return (
    <StudioFrame designer="releases" crumbs={[{ label: t("title"), href: studioPaths.releases(slug) }, { label: t("compare.title", { a, b }) }]} canvas="paper">
      <div className={css.page}>
        <div className={css.compareHead}>
          <Select label={t("compare.from")} clearable={false} value={String(a)} options={options} onChange={(n) => n !== null && go(studioPaths.compare(slug, Number(n), b))} />
          <Select label={t("compare.to")} clearable={false} value={String(b)} options={options} onChange={(n) => n !== null && go(studioPaths.compare(slug, a, Number(n)))} />
        </div>
        {diff.isLoading && <SkeletonLines lines={8} />}
        {diff.isError && <RequestError problem={diff.error} onRetry={() => void diff.refetch()} />}
        {diff.data && <DiffDocuments documents={diff.data} fromLabel={t("publish.release", { n: a })} toLabel={t("publish.release", { n: b })} />}
      </div>
    </StudioFrame>
  );
}
