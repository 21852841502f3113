import { useId, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { MultiSelect } from "#shared/ui/MultiSelect.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import css from "../table.module.css";
import { useAddMember, useChangeMember, useMembers, useRoleOptions, type Member } from "./api.ts";

/** Adds a member, or changes one: name, roles, manager. Without a password the person gets a link by mail. */
export function MemberDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const { t } = useTranslation("shell");
  const form = useId();
  const others = (useMembers().data ?? []).filter(({ id, active }) => active && id !== member?.id);
  const options = useRoleOptions(t("members.administrator"));
  const add = useAddMember();
  const change = useChangeMember();
  const [name, setName] = useState(member?.name ?? "");
  const [email, setEmail] = useState(member?.email ?? "");
  const [roles, setRoles] = useState<string[]>([...(member?.roles ?? [])]);
  const [manager, setManager] = useState<string | null>(member?.manager ?? null);
  const [password, setPassword] = useState("");
  const failure = [add.error, change.error].find((error) => error instanceof ApiError);
  const rolesProblem = failure?.problem.errors.find(({ path }) => path.startsWith("/roles"))?.message;
  const placed = ["/name", "/email", "/password"];
  const general = failure?.problem.errors.find(({ path }) => !placed.includes(path) && !path.startsWith("/roles"))?.message ?? (failure?.problem.errors.length === 0 ? failure.message : undefined);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      if (member) await change.mutateAsync({ id: member.id, change: { name, roles, manager } });
      else await add.mutateAsync({ name: name.trim(), email: email.trim(), roles, manager, ...(password !== "" && { password }) });
      onClose();
    } catch {
      // Shown at the fields below.
    }
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={member ? t("members.change", { name: member.name ?? member.email }) : t("members.add")}
      closeOnClickOutside={false}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="primary" type="submit" form={form} busy={add.isPending || change.isPending} disabledReason={roles.length === 0 ? t("members.rolesMissing") : undefined}>{member ? t("members.save") : t("members.add")}</Button>
        </>
      }
    >
      <form id={form} className={css.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextInput label={t("setup.name")} required autoFocus value={name} onChange={setName} error={failure?.at("/name")} />
        {!member && <TextInput label={t("signIn.email")} required type="email" value={email} onChange={setEmail} error={failure?.at("/email")} />}
        <MultiSelect label={t("members.roles")} required value={roles} onChange={setRoles} options={options} error={rolesProblem} />
        <Select label={t("members.manager")} value={manager} onChange={setManager} options={others.map((other) => ({ value: other.id, label: other.name ?? other.email }))} />
        {!member && <TextInput label={t("signIn.password")} type="password" autoComplete="new-password" value={password} onChange={setPassword} help={t("members.passwordHelp")} error={failure?.at("/password")} />}
        {general !== undefined && general !== "" && <Note tone="danger">{general}</Note>}
      </form>
    </Dialog>
  );
}
