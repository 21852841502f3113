import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { get } from "#runtime/data/client.ts";
import { useMe, type Me } from "#runtime/data/session.ts";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { EntryLayout } from "./entry/EntryLayout.tsx";
import { RequestError } from "./ErrorPage.tsx";
import { lastWorkspace } from "./last-workspace.ts";
import { SignIn } from "./entry/SignInPage.tsx";
import css from "./shell.module.css";

/** `/`: the last workspace of whoever is signed in, else the way in. */
export function Start() {
  const me = useMe();
  if (me.isError) return <div className={css.centre}><RequestError problem={me.error} onRetry={() => void me.refetch()} /></div>;
  if (me.data === undefined) return null;
  return me.data === null ? <Door /> : <Entrance me={me.data} />;
}

/** Nobody is signed in: perhaps nobody ever was. */
function Door() {
  const { t } = useTranslation("shell");
  const setup = useQuery({ queryKey: ["setup"], queryFn: ({ signal }) => get<{ needed: boolean }>("/api/setup", { signal }), staleTime: 0 });
  if (setup.isPending) return null;
  if (setup.data?.needed !== true) return <SignIn />;
  return (
    <EntryLayout title={t("setup.waiting")}>
      <p className={css.lead}>{t("setup.waitingDetail")}</p>
    </EntryLayout>
  );
}

function Entrance({ me }: { me: Me }) {
  const { t } = useTranslation("shell");
  const slug = lastWorkspace();
  const target = me.workspaces.find((workspace) => workspace.slug === slug) ?? me.workspaces[0];
  if (target) return <Navigate to="/w/$ws" params={{ ws: target.slug }} replace />;
  return (
    <main className={css.centre}>
      <EmptyState
        title={t(me.administrator ? "start.none" : "start.noneYet")}
        detail={me.administrator ? undefined : t("start.askForInvitation", { email: me.email })}
        {...(me.administrator && { action: <ButtonLink look="primary" href="/new-workspace">{t("workspace.new")}</ButtonLink> })}
      />
    </main>
  );
}
