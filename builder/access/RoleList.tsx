import Plus from "lucide-react/icons/plus";
import { useTranslation } from "react-i18next";
import { useMembers } from "#runtime/shell/members/api.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { RoleDoc } from "#shared/metadata/role.ts";
import { Button } from "#shared/ui/Button.tsx";
import { useDraftItems } from "../draft/hooks.ts";
import { studioPaths } from "../shell/hrefs.ts";
import { StateMark } from "../shell/StateMark.tsx";
import css from "./access.module.css";

interface RoleListProps {
  roles: readonly RoleDoc[];
  current: string;
  onNew: () => void;
}

/** The roles with how many people hold them; the administrator, who may do everything, can't be changed. */
export function RoleList({ roles, current, onNew }: RoleListProps) {
  const { t } = useTranslation("access");
  const { slug, language } = useWorkspace();
  const members = useMembers();
  const items = useDraftItems();
  const countOf = (role: string): number | undefined => members.data?.filter((member) => member.active && member.roles.includes(role)).length;
  return (
    <div className={css.roles}>
      <ul>
        <li className={css.role}>
          <span className={css.roleName}>{t("administrator")}</span>
          <span className={css.count}>{countOf("administrator")}</span>
          <span className={css.roleDetail}>{t("everything")}</span>
        </li>
        {roles.map((role) => (
          <li key={role.name}>
            <a className={css.role} href={studioPaths.access(slug, role.name)} aria-current={role.name === current ? "page" : undefined}>
              <span className={css.roleName}>{labelText(role.label, language, role.name)}</span>
              <span className={css.count} title={t("people")}>{countOf(role.name)}</span>
              <span className={css.roleDetail}>{labelText(role.description, language, role.name)} <StateMark state={items.find((item) => item.kind === "role" && item.name === role.name)?.state ?? "unchanged"} /></span>
            </a>
          </li>
        ))}
      </ul>
      <Button look="subtle" icon={<Plus />} onClick={onNew}>{t("new.title")}</Button>
    </div>
  );
}
