import EllipsisVertical from "lucide-react/icons/ellipsis-vertical";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Document } from "#shared/metadata/document.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import { useFailureText } from "../draft/failure-text.ts";
import { useTakeBack } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { Uses } from "../objects/Uses.tsx";
import { useUses } from "../objects/use-cost.ts";
import { studioPaths } from "../shell/hrefs.ts";
import { useGo } from "../shell/links.ts";

interface DocumentMenuProps {
  document: Document;
  label: string;
  readOnly: boolean;
  /** Where one is once it is gone. */
  list: string;
}

/** What can be done with a form, view, page or app as a whole: look at it as code, take it out of the next release. */
export function DocumentMenu({ document, label, readOnly, list }: DocumentMenuProps) {
  const { t } = useTranslation("designer");
  const { slug } = useWorkspace();
  const [isRemoving, setRemoving] = useState(false);
  const { kind, name } = document;
  return (
    <>
      <Menu
        label={t("document.more")}
        align="end"
        entries={[
          { key: "code", label: t("document.code"), href: studioPaths.code(slug, kind, name) },
          ...(readOnly ? [] : ["line" as const, { key: "remove", label: t(`document.remove.${kind}`), danger: true, onSelect: () => setRemoving(true) }]),
        ]}
      >
        <IconButton label={t("document.more")} icon={<EllipsisVertical />} />
      </Menu>
      {isRemoving && <RemoveDocument kind={kind} name={name} label={label} list={list} onClose={() => setRemoving(false)} />}
    </>
  );
}

function RemoveDocument({ kind, name, label, list, onClose }: { kind: string; name: string; label: string; list: string; onClose: () => void }) {
  const { t } = useTranslation("designer");
  const store = useDraftStore();
  const go = useGo();
  const failureText = useFailureText();
  const takeBack = useTakeBack();
  const uses = useUses(kind, name);
  const [isBusy, setBusy] = useState(false);
  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await store.remove(kind, name);
      toast({ text: t("document.removed", { name: label }), undo: () => takeBack([{ kind, name }]) });
      go(list);
    } catch (failure) {
      setBusy(false);
      toast({ error: true, text: failureText(failure) });
    }
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("document.removeTitle", { name: label })}
      width={560}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("newField.cancel")}</Button>
          <Button size="md" look="danger-filled" busy={isBusy} onClick={() => void remove()}>{t(`document.remove.${kind}`)}</Button>
        </>
      }
    >
      <p>{t("document.removeDetail")}</p>
      <Uses uses={uses.data ?? []} />
    </Dialog>
  );
}
