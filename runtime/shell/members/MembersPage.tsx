import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "#runtime/data/client.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { Avatar } from "#shared/ui/Avatar.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { SkeletonRows } from "#shared/ui/Skeleton.tsx";
import { Tag } from "#shared/ui/Tag.tsx";
import { toast } from "#shared/ui/Toast.tsx";
import { RequestError } from "../ErrorPage.tsx";
import { NotFound } from "../NotFound.tsx";
import { Page } from "../Page.tsx";
import css from "../table.module.css";
import { useChangeMember, useMembers, useRoleOptions, type Member } from "./api.ts";
import { MemberDialog } from "./MemberDialog.tsx";

/** Who belongs to the workspace, with which roles. For its administrators. */
export function MembersPage() {
  const { t } = useTranslation("shell");
  const { viewer } = useWorkspace();
  const members = useMembers();
  const [open, setOpen] = useState<Member | "new" | null>(null);
  if (!viewer.administrator) return <NotFound />;
  return (
    <Page title={t("members.title")} detail={t("members.detail")} actions={<Button look="primary" icon={<Plus />} onClick={() => setOpen("new")}>{t("members.add")}</Button>}>
      {members.isError && <RequestError problem={members.error} onRetry={() => void members.refetch()} />}
      {members.isPending && <SkeletonRows rows={5} columns={4} />}
      {members.data !== undefined && <MemberTable members={members.data} onEdit={setOpen} />}
      {open !== null && <MemberDialog member={open === "new" ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function MemberTable({ members, onEdit }: { members: readonly Member[]; onEdit: (member: Member) => void }) {
  const { t } = useTranslation("shell");
  const change = useChangeMember();
  const roles = useRoleOptions(t("members.administrator"));
  const roleLabel = (name: string): string => roles.find(({ value }) => value === name)?.label ?? name;
  async function setActive(member: Member, active: boolean): Promise<void> {
    try {
      await change.mutateAsync({ id: member.id, change: { active } });
      if (!active) toast({ text: t("members.deactivated", { name: member.name ?? member.email }), undo: () => void setActive(member, true) });
    } catch (failure) {
      toast({ error: true, text: failure instanceof ApiError ? (failure.problem.errors[0]?.message ?? failure.message) : t("error.detail") });
    }
  }
  return (
    <table className={css.table}>
      <thead>
        <tr><th scope="col">{t("members.person")}</th><th scope="col">{t("members.roles")}</th><th scope="col">{t("members.state")}</th><th scope="col"><span className={css.spoken}>{t("bin.actions")}</span></th></tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={member.id}>
            <td>
              <span className={css.person}>
                <Avatar id={member.id} name={member.name ?? member.email} size={24} />
                <span className={css.lines}><span className={css.name}>{member.name ?? member.email}</span><span className={css.quiet}>{member.email}</span></span>
              </span>
            </td>
            <td><span className={css.tags}>{member.roles.map((role) => <Tag key={role}>{roleLabel(role)}</Tag>)}</span></td>
            <td className={css.quiet}>{t(stateOf(member))}</td>
            <td className={css.end}>
              <Button size="xs" look="subtle" onClick={() => onEdit(member)}>{t("members.edit")}</Button>
              {member.active
                ? <Button size="xs" look="danger" busy={change.isPending && change.variables.id === member.id} onClick={() => void setActive(member, false)}>{t("members.deactivate")}</Button>
                : <Button size="xs" look="subtle" busy={change.isPending && change.variables.id === member.id} onClick={() => void setActive(member, true)}>{t("members.activate")}</Button>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stateOf(member: Member): string {
  if (!member.active) return "members.inactive";
  return member.signs_in ? "members.active" : "members.invited";
}
