import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText, type Label } from "#shared/lib/label.ts";
import type { RoleDoc } from "#shared/metadata/role.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { useFailureText } from "../draft/failure-text.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { freeName } from "../inspector/free-name.ts";
import { LabelControl } from "../inspector/LabelControl.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { useGo } from "../shell/links.ts";
import css from "./access.module.css";

/** Makes a role: empty, or with the rights of another to start from. */
export function NewRole({ roles, onClose }: { roles: readonly RoleDoc[]; onClose: () => void }) {
  const { t } = useTranslation("access");
  const { slug, language } = useWorkspace();
  const store = useDraftStore();
  const items = useDraftItems();
  const go = useGo();
  const [label, setLabel] = useState<Label>({});
  const [from, setFrom] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const failureText = useFailureText();
  const words = labelText(label, language);
  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (words === "") return;
    const taken = new Set(["administrator", ...items.flatMap((item) => (item.kind === "role" ? [item.name] : []))]);
    const name = freeName(label.en ?? words, taken, "role");
    const objects = roles.find((role) => role.name === from)?.objects;
    try {
      await store.create({ kind: "role", name, label, objects: objects ?? {} });
    } catch (failure) {
      setRefusal(failureText(failure));
      return;
    }
    onClose();
    go(studioPaths.access(slug, name));
  }
  return (
    <Dialog opened onClose={onClose} title={t("new.title")} actions={<><Button size="md" onClick={onClose}>{t("cancel")}</Button><Button size="md" look="primary" type="submit" form="new-role">{t("new.create")}</Button></>}>
      <form id="new-role" className={css.form} onSubmit={(event) => void create(event)}>
        {refusal !== null && <Note tone="danger">{refusal}</Note>}
        <LabelControl label={t("setting.label")} required value={label} onChange={setLabel} error={isTried && words === "" ? t("new.labelMissing") : undefined} />
        <Select label={t("new.from")} help={t("new.fromHelp")} value={from} onChange={setFrom} options={roles.map((role) => ({ value: role.name, label: labelText(role.label, language, role.name) }))} />
      </form>
    </Dialog>
  );
}
