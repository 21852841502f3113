import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { listHref } from "#runtime/data/hrefs.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { ObjectModel } from "#shared/model/model.ts";
import { labelText } from "#shared/lib/label.ts";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { ErrorState } from "#shared/ui/ErrorState.tsx";
import { SkeletonForm } from "#shared/ui/Skeleton.tsx";
import css from "./page.module.css";

/** In place of a record: on its way, not there (or not for this viewer, which looks the same), or not to be had. */
export function RecordState({ problem, object, waiting = false, onRetry }: { problem: unknown; object: ObjectModel | null; waiting?: boolean; onRetry?: () => void }) {
  const { t } = useTranslation("page");
  const { slug, language } = useWorkspace();
  if (waiting && !problem) return <div className={css.waiting}><SkeletonForm fields={8} /></div>;
  const failure = problem instanceof ApiError ? problem : null;
  const isGone = failure === null || failure.status === 404;
  const back = object && <ButtonLink href={listHref(slug, object.name)}>{t("state.list", { label: labelText(object.plural, language, object.name) })}</ButtonLink>;
  return (
    <div className={css.centre}>
      {isGone && <EmptyState title={t("state.gone")} detail={t("state.goneDetail")} action={back} />}
      {!isGone && failure.status === 403 && <EmptyState title={t("state.forbidden")} detail={failure.problem.detail} action={back} />}
      {!isGone && failure.status !== 403 && (
        <ErrorState
          title={t(failure.status === 0 ? "state.offline" : "state.failed")}
          detail={failure.status === 0 ? t("state.offlineDetail") : failure.problem.detail}
          onRetry={onRetry}
          {...(failure.requestId !== null && { id: failure.requestId })}
        />
      )}
    </div>
  );
}
