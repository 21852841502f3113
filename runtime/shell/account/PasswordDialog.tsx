import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, post } from "#runtime/data/client.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { toast } from "#shared/ui/Toast.tsx";
import css from "./account.module.css";

/** Changes one's own password; other sessions of the account end. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  const form = useId();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const save = useMutation({
    mutationFn: () => post<unknown>("/api/auth/password", { current, password }),
    onSuccess: () => {
      toast({ text: t("account.passwordChanged") });
      onClose();
    },
  });
  const failure = save.error instanceof ApiError ? save.error : null;
  const hasPlace = failure !== null && failure.problem.errors.some(({ path }) => path !== "");
  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("account.changePassword")}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="primary" type="submit" form={form} busy={save.isPending}>{t("account.savePassword")}</Button>
        </>
      }
    >
      <form id={form} className={css.form} onSubmit={submit} noValidate>
        <TextInput label={t("account.currentPassword")} type="password" autoComplete="current-password" autoFocus value={current} onChange={setCurrent} error={failure?.at("/current")} />
        <TextInput label={t("account.newPassword")} type="password" autoComplete="new-password" value={password} onChange={setPassword} help={t("account.passwordHelp")} error={failure?.at("/password")} />
        {failure !== null && !hasPlace && <Note tone="danger">{failure.message || t("error.offline")}</Note>}
      </form>
    </Dialog>
  );
}
