import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { ErrorState } from "#shared/ui/ErrorState.tsx";
import css from "./shell.module.css";

/** A screen that broke: what is safe, and a way on. Also for code that could not be fetched after an update. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation("shell");
  const router = useRouter();
  function retry(): void {
    reset();
    void router.invalidate();
    // Code of an older build may be gone from the server: only a fresh page has the new addresses.
    if (error instanceof Error && /dynamically imported module|module script/i.test(error.message)) location.reload();
  }
  return (
    <div className={css.centre}>
      <ErrorState title={t("error.title")} detail={t("error.detail")} onRetry={retry} {...(error instanceof ApiError && error.requestId !== null && { id: error.requestId })} />
    </div>
  );
}

/** What a failed request says to a person, in place of what should be there. */
export function RequestError({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const { t } = useTranslation("shell");
  const failure = problem instanceof ApiError ? problem : null;
  const isOffline = failure?.status === 0;
  const isForbidden = failure?.status === 403;
  const title = isOffline ? t("error.offline") : isForbidden ? t("error.forbidden") : t("error.load");
  const detail = isOffline ? t("error.offlineDetail") : (failure?.problem.detail ?? t("error.detail"));
  return <ErrorState title={title} detail={detail} onRetry={isForbidden ? undefined : onRetry} {...(failure?.requestId && { id: failure.requestId })} />;
}
