import { Outlet } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { FieldPortsProvider } from "#runtime/data/field-ports.tsx";
import { useMe } from "#runtime/data/session.ts";
import { useWorkspace, WorkspaceProvider } from "#runtime/data/workspace.tsx";
import { SignIn } from "#runtime/shell/entry/SignInPage.tsx";
import { RequestError } from "#runtime/shell/ErrorPage.tsx";
import { NotFound } from "#runtime/shell/NotFound.tsx";
import { homeHref } from "#runtime/data/hrefs.ts";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { SkeletonRows } from "#shared/ui/Skeleton.tsx";
import { FormatContext } from "#shared/ui/format.ts";
import { DraftProvider } from "../draft/provider.tsx";
import { useStudioLinks } from "./links.ts";
import css from "./studio.module.css";

/** `/studio/:ws/…`: the workspace and its draft around every designer; whoever is not signed in signs in here and stays. */
export function StudioRoute({ slug }: { slug: string }) {
  const me = useMe();
  if (me.isError && me.data === undefined) return <Failed problem={me.error} retry={() => void me.refetch()} />;
  if (me.data === undefined) return null;
  if (me.data === null) return <SignIn />;
  return (
    <WorkspaceProvider slug={slug} waiting={null} failed={(problem, retry) => <Failed problem={problem} retry={retry} />}>
      <FieldPortsProvider>
        <Studio />
      </FieldPortsProvider>
    </WorkspaceProvider>
  );
}

function Studio() {
  const { t } = useTranslation("studio");
  const { slug, name, settings, language, viewer } = useWorkspace();
  const follow = useStudioLinks();
  useEffect(() => {
    document.title = t("title", { name });
  }, [t, name]);
  if (!viewer.builder && !viewer.administrator) {
    return <main className={css.centre}><EmptyState title={t("forbidden.title")} detail={t("forbidden.detail")} action={<ButtonLink href={homeHref(slug)}>{t("forbidden.back")}</ButtonLink>} /></main>;
  }
  return (
    <FormatContext value={{ locale: language === "zh-CN" ? "zh-CN" : "en-GB", timeZone: settings.timeZone }}>
      <DraftProvider waiting={<Opening />} failed={(problem, retry) => <Failed problem={problem} retry={retry} />}>
        <div className={css.links} onClick={follow}>
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </div>
      </DraftProvider>
    </FormatContext>
  );
}

/** The draft is coming: its bar and a table, so that the screen does not jump. */
function Opening() {
  return <div className={css.opening}><div className={css.openingBar} /><SkeletonRows rows={16} columns={5} /></div>;
}

function Failed({ problem, retry }: { problem: unknown; retry: () => void }) {
  if (problem instanceof ApiError && problem.status === 404) return <NotFound />;
  return <main className={css.centre}><RequestError problem={problem} onRetry={retry} /></main>;
}
