import CircleCheck from "lucide-react/icons/circle-check";
import Rocket from "lucide-react/icons/rocket";
import RotateCw from "lucide-react/icons/rotate-cw";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { homeHref } from "#runtime/data/hrefs.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { RequestError } from "#runtime/shell/ErrorPage.tsx";
import { Button, ButtonLink } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { ProgressBar } from "#shared/ui/ProgressBar.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { Tag } from "#shared/ui/Tag.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useDraftItems } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import { usePlan, usePublish, useReleases, type DocumentName } from "./api.ts";
import { DataChanges } from "./DataChanges.tsx";
import { DiscardDraft } from "./DiscardDraft.tsx";
import { PeopleChanges } from "./PeopleChanges.tsx";
import { Refusal } from "./Refusal.tsx";
import { ReleaseList } from "./ReleaseList.tsx";
import { ToLookAt } from "./ToLookAt.tsx";
import css from "./releases.module.css";

/** The publish screen: what the draft changes for people and for the data, what is to be looked at, and every release so far. */
export function Publish() {
  const { t } = useTranslation("releases");
  const { slug } = useWorkspace();
  const store = useDraftStore();
  const items = useDraftItems();
  const changed = useMemo(() => items.filter((item) => item.state !== "unchanged"), [items]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [message, setMessage] = useState("");
  const [isDiscarding, setDiscarding] = useState(false);
  const chosen: DocumentName[] | null = left.size === 0 ? null : changed.filter((item) => !left.has(`${item.kind}/${item.name}`)).map(({ kind, name }) => ({ kind, name }));
  const plan = usePlan(chosen);
  const publish = usePublish();
  const releases = useReleases();
  const next = (releases.data?.current ?? store.release) + 1;
  const errors = (plan.data?.diagnostics ?? []).filter(({ severity }) => severity === "error");
  const warnings = (plan.data?.diagnostics ?? []).filter(({ severity, code }) => severity === "warning" && code !== "nothing_to_publish");
  const changes = plan.data?.plan.changes ?? [];
  const cant = plan.data === undefined ? t("publish.checking") : errors.length > 0 ? t("publish.errorsFirst", { count: errors.length }) : changes.length === 0 || chosen?.length === 0 ? t("publish.nothing") : undefined;

  function toggle(document: DocumentName, on: boolean): void {
    const key = `${document.kind}/${document.name}`;
    const rest = new Set(left);
    if (on) rest.delete(key);
    else rest.add(key);
    setLeft(rest);
  }
  function run(): void {
    publish.mutate({ message: message.trim(), documents: chosen }, { onSuccess: () => { setMessage(""); setLeft(new Set()); } });
  }
  return (
    <StudioFrame designer="releases" crumbs={[{ label: t("title") }]} canvas="plain" actions={changed.length > 0 && <Button look="danger" onClick={() => setDiscarding(true)}>{t("discard.open")}</Button>} inspector={<ReleaseList draftCount={changed.length} />} inspectorLabel={t("list.title")}>
      <div className={css.page}>
        {publish.data && changed.length === 0 && (
          <Note tone="success" icon={<CircleCheck aria-hidden="true" />} title={t("publish.done", { n: publish.data.release })} actions={<><ButtonLink href={homeHref(slug)}>{t("publish.open")}</ButtonLink>{publish.data.release > 1 && <ButtonLink look="subtle" href={studioPaths.compare(slug, publish.data.release - 1, publish.data.release)}>{t("publish.whatChanged")}</ButtonLink>}</>} />
        )}
        {changed.length === 0 ? (
          <EmptyState title={t("publish.empty")} detail={t("publish.emptyDetail")} action={<ButtonLink href={studioPaths.objects(slug)}>{t("publish.toObjects")}</ButtonLink>} />
        ) : (
          <>
            <header className={css.head}>
              <div className={css.titleRow}>
                <h2 className={css.title}>{t("publish.release", { n: next })}</h2>
                <Button look="primary" size="md" icon={<Rocket />} busy={publish.isPending} onClick={run} {...(cant !== undefined && { disabledReason: cant })}>{t("publish.publish", { n: next })}</Button>
              </div>
              <div className={css.titleRow}>
                <div className={css.message}><TextInput aria-label={t("publish.message")} placeholder={t("publish.message")} value={message} onChange={setMessage} maxLength={2000} /></div>
                <span className={css.quiet}>{t("publish.safe")}</span>
              </div>
              {publish.isPending && <ProgressBar label={t("publish.running", { n: next })} detail={t("publish.runningDetail")} />}
              {publish.error && <Refusal title={t("publish.failed")} failure={publish.error} />}
              {plan.data && (
                <div className={css.checks} role="status">
                  {errors.length === 0 ? <Tag tone="success">{t("check.passed")}</Tag> : <Tag tone="danger">{t("check.errors", { count: errors.length })}</Tag>}
                  {warnings.length > 0 && <Tag tone="warning">{t("check.warnings", { count: warnings.length })}</Tag>}
                  <Button look="subtle" size="xs" icon={<RotateCw />} busy={plan.isFetching} onClick={() => void plan.refetch()}>{t("check.again")}</Button>
                </div>
              )}
            </header>
            {plan.isError && <RequestError problem={plan.error} onRetry={() => void plan.refetch()} />}
            {plan.isLoading && <SkeletonLines lines={6} />}
            {plan.data && (
              <div className={css.cards} data-stale={plan.isPlaceholderData || undefined}>
                <PeopleChanges changes={changes} documents={changed} left={left} onToggle={toggle} />
                <div className={css.column}>
                  <ToLookAt diagnostics={[...errors, ...warnings]} />
                  <DataChanges changes={changes} />
                </div>
              </div>
            )}
          </>
        )}
      </div>
      {isDiscarding && <DiscardDraft documents={changed} onClose={() => setDiscarding(false)} />}
    </StudioFrame>
  );
}
