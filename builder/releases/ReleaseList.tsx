import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { relativeMoment } from "#shared/kinds/lib/time.ts";
import { Button, ButtonLink } from "#shared/ui/Button.tsx";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { Tag } from "#shared/ui/Tag.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { useGo } from "../shell/links.ts";
import { useReleases, type ReleaseSummary } from "./api.ts";
import { Rollback } from "./Rollback.tsx";
import css from "./releases.module.css";

/** Every release, the newest first: what it changed, any two of them side by side, and the way back to one. */
export function ReleaseList({ draftCount }: { draftCount: number }) {
  const { t } = useTranslation("releases");
  const { slug } = useWorkspace();
  const releases = useReleases();
  const go = useGo();
  const [isComparing, setComparing] = useState(false);
  const [picked, setPicked] = useState<readonly number[]>([]);
  const [back, setBack] = useState<number | null>(null);
  const current = releases.data?.current ?? 0;
  function pick(n: number, on: boolean): void {
    const next = on ? [...picked, n].slice(-2) : picked.filter((one) => one !== n);
    setPicked(next);
  }
  const [a, b] = picked.toSorted((one, other) => one - other);
  return (
    <div className={css.releases}>
      <header className={css.releasesHead}>
        <h2>{t("list.title")}</h2>
        {isComparing ? (
          <>
            <Button size="xs" look="subtle" onClick={() => { setComparing(false); setPicked([]); }}>{t("cancel")}</Button>
            <Button size="xs" look="primary" onClick={() => a !== undefined && b !== undefined && go(studioPaths.compare(slug, a, b))} {...(b === undefined && { disabledReason: t("list.pickTwo") })}>{t("list.compareThese")}</Button>
          </>
        ) : (
          (releases.data?.releases.length ?? 0) > 1 && <Button size="xs" look="subtle" onClick={() => setComparing(true)}>{t("list.compare")}</Button>
        )}
      </header>
      {releases.isLoading && <SkeletonLines lines={6} />}
      <ol className={css.releaseRows}>
        {draftCount > 0 && (
          <li className={css.release} data-draft>
            <span className={css.releaseNumber}>{current + 1}</span>
            <span><b>{t("list.thisDraft")}</b><span className={css.quiet}>{t("list.draftChanges", { count: draftCount })}</span></span>
          </li>
        )}
        {(releases.data?.releases ?? []).map((release) => (
          <Row key={release.n} release={release} isCurrent={release.n === current} isComparing={isComparing} isPicked={picked.includes(release.n)} onPick={(on) => pick(release.n, on)} onBack={() => setBack(release.n)} />
        ))}
      </ol>
      {back !== null && <Rollback n={back} current={current} onClose={() => setBack(null)} />}
    </div>
  );
}

interface RowProps {
  release: ReleaseSummary;
  isCurrent: boolean;
  isComparing: boolean;
  isPicked: boolean;
  onPick: (on: boolean) => void;
  onBack: () => void;
}

function Row({ release, isCurrent, isComparing, isPicked, onPick, onBack }: RowProps) {
  const { t } = useTranslation("releases");
  const { slug } = useWorkspace();
  const { format, title } = useFieldPorts();
  const who = release.by === null ? null : title("user", release.by);
  return (
    <li className={css.release}>
      <span className={css.releaseNumber}>{isComparing ? <Checkbox checked={isPicked} onChange={onPick} aria-label={t("list.pick", { n: release.n })} /> : null}{release.n}</span>
      <span className={css.releaseText}>
        <span className={css.releaseMessage}>{release.message ?? t("list.noMessage")}</span>
        <span className={css.quiet}>{[who, relativeMoment(release.at, format)].filter(Boolean).join(" · ")}</span>
        <span className={css.releaseActions}>
          {release.n > 1 && <ButtonLink size="xs" look="subtle" href={studioPaths.compare(slug, release.n - 1, release.n)}>{t("list.changes")}</ButtonLink>}
          {!isCurrent && <Button size="xs" look="subtle" onClick={onBack}>{t("list.rollBack")}</Button>}
        </span>
      </span>
      {isCurrent && <Tag tone="success">{t("list.current")}</Tag>}
    </li>
  );
}
