import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, post } from "#runtime/data/client.ts";
import { forgetPerson } from "#runtime/data/session.ts";
import { Button, ButtonLink } from "#shared/ui/Button.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { EntryLayout } from "./EntryLayout.tsx";
import css from "./entry.module.css";

/** `/reset`: asks for a link by mail; with the link's token, the new password (also of invited members). */
export function ResetPage() {
  const { token } = useSearch({ from: "/reset" });
  return token === undefined ? <AskForLink /> : <NewPassword token={token} />;
}

function AskForLink() {
  const { t } = useTranslation("shell");
  const [email, setEmail] = useState("");
  const ask = useMutation({ mutationFn: () => post<unknown>("/api/auth/reset", { email: email.trim() }) });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (email.trim() !== "") ask.mutate();
  }
  return (
    <EntryLayout title={t("reset.title")}>
      {ask.isSuccess ? (
        <>
          <p className={css.lead}>{t("reset.sent", { email: email.trim() })}</p>
          <ButtonLink size="lg" href="/">{t("reset.back")}</ButtonLink>
        </>
      ) : (
        <form className={css.form} onSubmit={submit} noValidate>
          <TextInput label={t("signIn.email")} type="email" name="email" autoComplete="username" autoFocus value={email} onChange={setEmail} help={t("reset.help")} error={ask.isError ? ask.error.message || t("error.offline") : undefined} />
          <div className={css.row}>
            <Button type="submit" look="primary" size="lg" busy={ask.isPending}>{t("reset.ask")}</Button>
            <ButtonLink look="subtle" size="lg" href="/">{t("reset.back")}</ButtonLink>
          </div>
        </form>
      )}
    </EntryLayout>
  );
}

function NewPassword({ token }: { token: string }) {
  const { t } = useTranslation("shell");
  const client = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState("");
  const save = useMutation({
    mutationFn: () => post<unknown>("/api/auth/reset/confirm", { token, password }),
    onSuccess: async () => {
      await forgetPerson(client);
      await navigate({ to: "/", replace: true });
    },
  });
  const isUsed = save.error instanceof ApiError && save.error.status === 401;
  const problem = save.error instanceof ApiError ? (save.error.at("/password") ?? save.error.message) : undefined;
  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  return (
    <EntryLayout title={t("reset.choose")}>
      <form className={css.form} onSubmit={submit} noValidate>
        {isUsed && <Note tone="danger" actions={<ButtonLink href="/reset">{t("reset.again")}</ButtonLink>}>{t("reset.used")}</Note>}
        <TextInput label={t("account.newPassword")} type="password" name="new-password" autoComplete="new-password" autoFocus value={password} onChange={setPassword} help={t("account.passwordHelp")} error={isUsed ? undefined : problem} />
        <div className={css.row}>
          <Button type="submit" look="primary" size="lg" busy={save.isPending}>{t("reset.save")}</Button>
        </div>
      </form>
    </EntryLayout>
  );
}
