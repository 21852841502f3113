import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import type { Label } from "#shared/lib/label.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { newField, type FieldChoice } from "../objects/new-fields.ts";
import css from "./palette.module.css";

interface NewFieldDialogProps {
  type: FieldChoice;
  object: ObjectModel;
  onCreate: (field: FieldDoc) => void;
  onClose: () => void;
}

/** Asks for the label of a field that is new to the object: its name, which never changes, is made from it. */
export function NewFieldDialog({ type, object, onCreate, onClose }: NewFieldDialogProps) {
  const { t } = useTranslation(["designer", "kinds", "objects"]);
  const { format } = useFieldPorts();
  const { model } = useDraftModel();
  const [label, setLabel] = useState<Label>({});
  const own = format.language;
  const other = own === "en" ? "zh-CN" : "en";
  const isNamed = (label[own] ?? "").trim() !== "";
  const field = newField(type, label, new Set(object.fieldNames), model, { option: { en: t("newField.option", { lng: "en" }), "zh-CN": t("newField.option", { lng: "zh-CN" }) } });
  const set = (language: "en" | "zh-CN") => (text: string) => setLabel((before) => ({ ...before, [language]: text }));
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("newField.title", { type: t(`kinds:field.${type}`) })}
      actions={
        <>
          <Button onClick={onClose}>{t("newField.cancel")}</Button>
          <Button look="primary" type="submit" form="new-field" disabledReason={isNamed ? undefined : t("newField.needsLabel")}>{t("newField.create")}</Button>
        </>
      }
    >
      <form id="new-field" className={css.form} onSubmit={(event) => { event.preventDefault(); if (isNamed) onCreate(field); }}>
        <TextInput label={t(`newField.label.${own}`)} required value={label[own] ?? ""} onChange={set(own)} data-autofocus autoFocus />
        <TextInput label={t(`newField.label.${other}`)} value={label[other] ?? ""} onChange={set(other)} />
        {isNamed && <p className={css.none}>{t("newField.name")} <code>{field.name}</code></p>}
      </form>
    </Dialog>
  );
}
