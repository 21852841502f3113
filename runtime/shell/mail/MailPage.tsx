import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ReactNode } from "react";
import { get } from "#runtime/data/client.ts";
import { useMe } from "#runtime/data/session.ts";
import { formatMoment } from "#shared/kinds/lib/time.ts";
import { useFormatContext } from "#shared/kinds/ports.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { SkeletonRows } from "#shared/ui/Skeleton.tsx";
import { RequestError } from "../ErrorPage.tsx";
import { NotFound } from "../NotFound.tsx";
import { Page } from "../Page.tsx";
import css from "../table.module.css";

interface Mail {
  id: string;
  at: string;
  recipient: string;
  subject: string;
  body: string;
  sent_at: string | null;
}

/** Mail that was kept because no mail server is set: invitations and links for new passwords, to be handed on. */
export function MailPage() {
  const { t } = useTranslation("shell");
  const me = useMe().data;
  const format = useFormatContext(false);
  const mails = useQuery({ queryKey: ["mails"], queryFn: async ({ signal }) => (await get<{ mails: Mail[] }>("/api/mails", { signal })).mails, enabled: me?.administrator === true, staleTime: 0 });
  if (me?.administrator !== true) return <NotFound />;
  return (
    <Page title={t("mail.title")} detail={t("mail.detail")}>
      {mails.isError && <RequestError problem={mails.error} onRetry={() => void mails.refetch()} />}
      {mails.isPending && <SkeletonRows rows={4} columns={3} />}
      {mails.data?.length === 0 && <EmptyState title={t("mail.empty")} />}
      {mails.data?.map((mail) => (
        <details key={mail.id} className={css.mail}>
          <summary>
            <span>{mail.recipient}</span>
            <span className={css.name}>{mail.subject}</span>
            <time className={css.quiet} dateTime={mail.at}>{formatMoment(mail.at, format)}</time>
          </summary>
          <pre>{mail.sent_at === null ? withLinks(mail.body) : t("mail.sent")}</pre>
        </details>
      ))}
    </Page>
  );
}

/** Addresses in plain text as links. */
function withLinks(text: string): ReactNode[] {
  return text.split(/(https?:\/\/\S+)/).map((part, at) => (at % 2 === 1 ? <a key={at} href={part}>{part}</a> : part));
}
