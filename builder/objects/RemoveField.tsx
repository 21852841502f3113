import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import { removeElement, replaceDocument } from "../commands/edits.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDraftStore } from "../draft/provider.tsx";
import type { EditSession } from "../draft/edit-session.ts";
import { Cost } from "./Cost.tsx";
import type { FieldPlace } from "./ObjectEditor.tsx";
import { withoutField } from "./without-field.ts";

interface RemoveFieldProps {
  object: string;
  place: FieldPlace;
  onRemoved: () => void;
  onClose: () => void;
}

/** Takes a field out of the draft, saying first what that costs; its places on forms, lists and pages go with it. Can be undone. */
export function RemoveField({ object, place, onRemoved, onClose }: RemoveFieldProps) {
  const { t } = useTranslation("objects");
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const store = useDraftStore();
  const [everywhere, setEverywhere] = useState(true);
  const label = labelText(model.object(object)?.field(place.field)?.label, language, place.field);
  function remove(): void {
    const changed: EditSession[] = [];
    const run = (session: EditSession | undefined, command: Parameters<EditSession["run"]>[0]): void => {
      if (session?.run(command)) changed.push(session);
    };
    run(store.session("object", place.document), removeElement(["fields"], place.field));
    if (everywhere) {
      for (const document of store.documents()) {
        const next = withoutField(document, object, place.field);
        if (next) run(store.session(document.kind, document.name), replaceDocument(next));
      }
    }
    toast({ text: t("remove.done", { name: label }), undo: () => changed.toReversed().forEach((session) => session.undo()) });
    onRemoved();
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("remove.fieldTitle", { name: label })}
      width={560}
      aside={<Checkbox checked={everywhere} onChange={setEverywhere} label={t("remove.everywhere")} />}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="danger-filled" onClick={remove}>{t("remove.field")}</Button>
        </>
      }
    >
      <Cost object={object} field={place.field} />
    </Dialog>
  );
}
