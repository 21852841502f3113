import { Navigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { useMe, useSignIn } from "#runtime/data/session.ts";
import { Button, ButtonLink } from "#shared/ui/Button.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { EntryLayout } from "./EntryLayout.tsx";
import css from "./entry.module.css";

/** `/sign-in`: by a printed one-time link, else by address and password. */
export function SignInPage() {
  const { token } = useSearch({ from: "/sign-in" });
  const me = useMe();
  if (me.data) return <Navigate to="/" replace />;
  return token === undefined ? <SignIn /> : <ByLink token={token} />;
}

function ByLink({ token }: { token: string }) {
  const { t } = useTranslation("shell");
  const { mutate, isError } = useSignIn();
  const used = useRef(false); // a link works once, and effects may run twice
  useEffect(() => {
    if (used.current) return;
    used.current = true;
    mutate({ token });
  }, [mutate, token]);
  return isError ? <SignIn notice={t("signIn.linkUsed")} /> : null;
}

/** Address and password. Stays where it is drawn: whoever signs in again goes on where the session ended. */
export function SignIn({ notice }: { notice?: string }) {
  const { t } = useTranslation("shell");
  const signIn = useSignIn();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const isComplete = email.trim() !== "" && password !== "";
    setMissing(!isComplete);
    if (isComplete) signIn.mutate({ email: email.trim(), password });
  }
  return (
    <EntryLayout title={t("signIn.title")}>
      {notice !== undefined && !signIn.isError && <Note tone="warning">{notice}</Note>}
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput label={t("signIn.email")} type="email" name="email" autoComplete="username" autoFocus value={email} onChange={setEmail} error={missing && email.trim() === "" ? t("signIn.emailMissing") : undefined} />
        <TextInput label={t("signIn.password")} type="password" name="password" autoComplete="current-password" value={password} onChange={setPassword} error={missing && password === "" ? t("signIn.passwordMissing") : undefined} />
        {signIn.isError && <Note tone="danger">{failureText(signIn.error, t)}</Note>}
        <div className={css.row}>
          <Button type="submit" look="primary" size="lg" busy={signIn.isPending}>{t("signIn.do")}</Button>
          <ButtonLink look="subtle" size="lg" href="/reset">{t("signIn.forgot")}</ButtonLink>
        </div>
      </form>
    </EntryLayout>
  );
}

function failureText(failure: unknown, t: (key: string) => string): string {
  if (!(failure instanceof ApiError)) return t("error.detail");
  if (failure.status === 0) return t("error.offline");
  if (failure.status === 401) return t("signIn.wrong");
  return failure.problem.errors[0]?.message ?? failure.message;
}
