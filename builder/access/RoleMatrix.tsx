import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import EllipsisVertical from "lucide-react/icons/ellipsis-vertical";
import { useFailureText } from "../draft/failure-text.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDocumentEditor, useTakeBack } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { useGo } from "../shell/links.ts";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import { AccessPanel } from "./AccessPanel.tsx";
import { Matrix } from "./Matrix.tsx";
import { NewRole } from "./NewRole.tsx";
import { RoleList } from "./RoleList.tsx";

/** What a role may do with which object; the fields of the chosen object at the right. Without a name the first role is shown. */
export function RoleMatrix({ name }: { name: string | undefined }) {
  const { t } = useTranslation("access");
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const store = useDraftStore();
  const go = useGo();
  const failureText = useFailureText();
  const takeBack = useTakeBack();
  const roles = [...model.roles.values()].sort((a, b) => labelText(a.label, language, a.name).localeCompare(labelText(b.label, language, b.name), language));
  const current = name ?? roles[0]?.name ?? "";
  const editor = useDocumentEditor("role", current);
  const [object, setObject] = useState<string | null>(null);
  const [isNew, setNew] = useState(false);
  const role = model.roles.get(current);
  const label = role ? labelText(role.label, language, current) : current;
  async function remove(): Promise<void> {
    try {
      await store.remove("role", current);
      toast({ text: t("removed", { name: label }), undo: () => takeBack([{ kind: "role", name: current }]) });
      go(studioPaths.access(slug));
    } catch (failure) {
      toast({ error: true, text: failureText(failure) });
    }
  }
  return (
    <StudioFrame
      designer="access"
      crumbs={[{ label: t("title"), href: studioPaths.access(slug) }, { label: role ? label : t("roles") }]}
      editor={editor}
      canvas="paper"
      palette={<RoleList roles={roles} current={current} onNew={() => setNew(true)} />}
      paletteLabel={t("roles")}
      inspector={editor && role ? <AccessPanel editor={editor} role={role} object={object} /> : undefined}
      inspectorLabel={t("panel.title")}
      problems={editor?.diagnostics}
      onProblem={(problem) => setObject(problem.path.split("/")[2] ?? null)}
      actions={editor && (
        <Menu label={t("more")} align="end" entries={[{ key: "role", label: t("roleSettings"), onSelect: () => setObject(null) }, { key: "code", label: t("code"), href: studioPaths.code(slug, "role", current) }, { key: "remove", label: t("remove"), danger: true, onSelect: () => void remove() }]}>
          <IconButton label={t("more")} icon={<EllipsisVertical />} />
        </Menu>
      )}
    >
      {editor && role ? <Matrix role={role} object={object} onObject={setObject} /> : <EmptyState title={t(roles.length === 0 ? "empty" : "gone")} action={<Button onClick={() => setNew(true)}>{t("new.title")}</Button>} />}
      {isNew && <NewRole roles={roles} onClose={() => setNew(false)} />}
    </StudioFrame>
  );
}
