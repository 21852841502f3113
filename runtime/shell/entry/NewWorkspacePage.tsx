import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import ArrowRight from "lucide-react/icons/arrow-right";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TemplateAnswer } from "#shared/api/workspaces.ts";
import { ApiError, get, post } from "#runtime/data/client.ts";
import { keys } from "#runtime/data/keys.ts";
import { useMe } from "#runtime/data/session.ts";
import { Button, ButtonLink } from "#shared/ui/Button.tsx";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { Note } from "#shared/ui/Note.tsx";
import { Switch } from "#shared/ui/Switch.tsx";
import { RequestError } from "../ErrorPage.tsx";
import { EntryLayout } from "./EntryLayout.tsx";
import css from "./entry.module.css";
import { ModulePicker } from "./ModulePicker.tsx";
import { requestOf, startInput, WorkspaceForm } from "./WorkspaceForm.tsx";

/** `/new-workspace`: one more workspace, for those who may make them. */
export function NewWorkspacePage() {
  const { t, i18n } = useTranslation("shell");
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const offered = useQuery({ queryKey: ["templates"], queryFn: ({ signal }) => get<{ templates: TemplateAnswer[] }>("/api/templates", { signal }), enabled: me.data?.administrator === true });
  const [input, setInput] = useState(() => startInput(nearestLanguage(i18n.language)));
  const [spare] = useState(() => `crm-${Math.random().toString(36).slice(2, 6)}`);
  const make = useMutation({
    mutationFn: () => post<{ slug: string }>("/api/workspaces", requestOf(input, spare)),
    onSuccess: async ({ slug }) => {
      await client.invalidateQueries({ queryKey: keys.me });
      await navigate({ to: "/w/$ws", params: { ws: slug } });
    },
  });
  if (me.data === null || me.data?.administrator === false) return <Navigate to="/" replace />;
  if (offered.isError) return <EntryLayout title={t("workspace.new")}><RequestError problem={offered.error} onRetry={() => void offered.refetch()} /></EntryLayout>;
  if (offered.data === undefined) return null;
  const failure = make.error instanceof ApiError ? make.error : null;
  const templates = offered.data.templates;
  return (
    <EntryLayout
      wide
      title={t("setup.choose")}
      aside={<WorkspaceForm input={input} templates={templates} spare={spare} onChange={(change) => setInput({ ...input, ...change })} problem={(path) => failure?.at(path)} />}
      foot={
        <>
          <Switch checked={input.sampleData} onChange={(sampleData) => setInput({ ...input, sampleData })} label={t("setup.sample")} help={t("setup.sampleHelp")} />
          <span className={css.end}>
            <ButtonLink look="subtle" size="lg" href="/">{t("cancel")}</ButtonLink>
            <Button look="primary" size="lg" iconEnd={<ArrowRight />} busy={make.isPending} disabledReason={input.name.trim() === "" ? t("workspace.nameMissing") : undefined} onClick={() => make.mutate()}>{t("setup.make")}</Button>
          </span>
        </>
      }
    >
      <p className={css.lead}>{t("setup.chooseDetail")}</p>
      {failure !== null && failure.problem.errors.every(({ path }) => path === "") && <Note tone="danger">{failure.message}</Note>}
      <ModulePicker templates={templates} chosen={input.templates} onChange={(chosen) => setInput({ ...input, templates: chosen })} />
    </EntryLayout>
  );
}
