import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import { useFailureText } from "../draft/failure-text.ts";
import { useDraftItems, useTakeBack } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { Cost } from "./Cost.tsx";

interface RemoveObjectProps {
  name: string;
  label: string;
  onRemoved: () => void;
  onClose: () => void;
}

/** Marks an object, with its extensions, as removed at the next publish, saying first what that costs. Can be undone until then, and rolled back after. */
export function RemoveObject({ name, label, onRemoved, onClose }: RemoveObjectProps) {
  const { t } = useTranslation("objects");
  const store = useDraftStore();
  const items = useDraftItems();
  const failureText = useFailureText();
  const takeBack = useTakeBack();
  const [isBusy, setBusy] = useState(false);
  async function remove(): Promise<void> {
    setBusy(true);
    const documents = items.filter((item) => item.kind === "object" && item.state !== "removed" && (item.name === name || item.extends === name));
    try {
      for (const item of documents) await store.remove("object", item.name);
      toast({ text: t("remove.done", { name: label }), undo: () => takeBack(documents.toReversed()) });
      onRemoved();
    } catch (failure) {
      setBusy(false);
      toast({ error: true, text: failureText(failure) });
    }
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("remove.objectTitle", { name: label })}
      width={560}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="danger-filled" busy={isBusy} onClick={() => void remove()}>{t("remove.object")}</Button>
        </>
      }
    >
      <Cost object={name} />
    </Dialog>
  );
}
