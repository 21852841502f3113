import { Outlet, useParams } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { FieldPortsProvider } from "#runtime/data/field-ports.tsx";
import { QuickCreateProvider } from "#runtime/form/QuickCreate.tsx";
import { ApiError } from "#runtime/data/client.ts";
import { useMe } from "#runtime/data/session.ts";
import { useWorkspace, WorkspaceProvider } from "#runtime/data/workspace.tsx";
import { FormatContext } from "#shared/ui/format.ts";
import { SignIn } from "./entry/SignInPage.tsx";
import { RequestError } from "./ErrorPage.tsx";
import { Frame } from "./Frame.tsx";
import { rememberWorkspace } from "./last-workspace.ts";
import { NotFound } from "./NotFound.tsx";
import css from "./shell.module.css";

/** `/w/:ws/…`: the workspace with its frame; whoever is not signed in signs in here and stays. */
export function WorkspaceRoute() {
  const { ws } = useParams({ from: "/w/$ws" });
  const me = useMe();
  if (me.isError && me.data === undefined) return <div className={css.centre}><RequestError problem={me.error} onRetry={() => void me.refetch()} /></div>;
  if (me.data === undefined) return null;
  if (me.data === null) return <SignIn />;
  return (
    <WorkspaceProvider slug={ws} waiting={null} failed={(problem, retry) => <WorkspaceFailed problem={problem} onRetry={retry} />}>
      <FieldPortsProvider>
        <QuickCreateProvider>
          <WorkspaceFrame />
        </QuickCreateProvider>
      </FieldPortsProvider>
    </WorkspaceProvider>
  );
}

function WorkspaceFrame() {
  const { slug, settings, language } = useWorkspace();
  useEffect(() => rememberWorkspace(slug), [slug]);
  return (
    <FormatContext value={{ locale: language === "zh-CN" ? "zh-CN" : "en-GB", timeZone: settings.timeZone }}>
      <Frame>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </Frame>
    </FormatContext>
  );
}

function WorkspaceFailed({ problem, onRetry }: { problem: unknown; onRetry: () => void }) {
  if (problem instanceof ApiError && problem.status === 404) return <NotFound />;
  return <main className={css.centre}><RequestError problem={problem} onRetry={onRetry} /></main>;
}
