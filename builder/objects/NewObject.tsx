import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText, LANGUAGES, type Label } from "#shared/lib/label.ts";
import { nameProblem } from "#shared/lib/names.ts";
import type { ObjectDoc } from "#shared/metadata/object.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { Switch } from "#shared/ui/Switch.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useFailureText } from "../draft/failure-text.ts";
import { addElement } from "../commands/edits.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { freeName } from "../inspector/free-name.ts";
import { LabelControl } from "../inspector/LabelControl.tsx";
import { namesToChoose } from "../inspector/names.ts";
import { studioPaths } from "../shell/hrefs.ts";
import { useGo } from "../shell/links.ts";
import { nameWords } from "./name-words.ts";
import css from "./objects.module.css";

/** Makes an object: what it is called, whose it is, where it is found. The name is proposed from the label, and never changes later. */
export function NewObject({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation("objects");
  const { slug, language } = useWorkspace();
  const store = useDraftStore();
  const items = useDraftItems();
  const { model } = useDraftModel();
  const go = useGo();
  const failureText = useFailureText();
  const [label, setLabel] = useState<Label>({});
  const [typedName, setTypedName] = useState<string | null>(null);
  const [owners, setOwners] = useState(true);
  const [parent, setParent] = useState<string | null>(null);
  const [app, setApp] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const taken = new Set(items.flatMap((item) => (item.kind === "object" ? [item.name] : [])));
  const name = typedName ?? (labelText(label, language) === "" ? "" : freeName(label.en ?? label["zh-CN"] ?? "", taken, "object", true));
  const nameFault = nameProblem(name) !== null ? t("new.nameForm") : taken.has(name) ? t("new.nameTaken") : undefined;
  const labelFault = labelText(label, language) === "" ? t("new.labelMissing") : undefined;

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (nameFault !== undefined || labelFault !== undefined) return;
    try {
      await store.create(objectDocument(name, label, owners, parent, parent === null ? {} : (model.object(parent)?.label ?? {})));
    } catch (failure) {
      setRefusal(failureText(failure));
      return;
    }
    if (parent !== null) addChildList(parent);
    if (app !== null) store.session("app", app)?.run(addElement(["items"], { id: freeName(name, new Set(model.apps.get(app)?.items?.map((item) => item.id)), "item"), object: name }));
    go(studioPaths.object(slug, name));
  }
  function addChildList(of: string): void {
    const fields = new Set(model.object(of)?.fieldNames);
    store.session("object", of)?.run(addElement(["fields"], { name: freeName(`${name}s`, fields, "field", true), type: "children", of: name, by: parentField(of), label }));
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("new.title")}
      width={560}
      closeOnClickOutside={false}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="primary" type="submit" form="new-object">{t("new.create")}</Button>
        </>
      }
    >
      <form id="new-object" className={css.form} onSubmit={(event) => void create(event)}>
        {refusal !== null && <Note tone="danger">{refusal}</Note>}
        <LabelControl label={t("new.label")} required value={label} onChange={setLabel} error={isTried ? labelFault : undefined} />
        <TextInput label={t("new.name")} required help={t("new.nameHelp")} value={name} onChange={(text) => setTypedName(text === "" ? null : text)} error={(isTried || typedName !== null) && name !== "" ? nameFault : undefined} spellCheck={false} autoComplete="off" />
        <Select label={t("new.parent")} help={t("new.parentHelp")} value={parent} onChange={setParent} options={namesToChoose(model, null, { name: "parent", type: "name", names: "object" }, i18n.language).filter((option) => model.object(option.value)?.builtIn === false)} />
        <Select label={t("new.app")} help={t("new.appHelp")} value={app} onChange={setApp} options={[...model.apps.values()].map((one) => ({ value: one.name, label: labelText(one.label, language, one.name) }))} />
        <Switch label={t("new.owners")} help={t("new.ownersHelp")} checked={owners && parent === null} disabled={parent !== null} onChange={setOwners} />
      </form>
    </Dialog>
  );
}

/** The field of a line that leads to its header: named like it, where a field may be. */
function parentField(parent: string): string {
  return freeName(parent, new Set(), "field", true);
}

function objectDocument(name: string, label: Label, owners: boolean, parent: string | null, parentLabel: Label): ObjectDoc {
  const title = { name: "name", type: "text", label: nameWords, required: true };
  if (parent === null) return { kind: "object", name, label, title: "name", ...(owners && { owners: true }), fields: [title] };
  const by = parentField(parent);
  const header = { name: by, type: "lookup", to: [parent], onDelete: "cascade" as const, required: true, label: Object.fromEntries(LANGUAGES.map((language) => [language, labelText(parentLabel, language, parent)])) };
  return { kind: "object", name, label, title: "name", parent: by, fields: by === "name" ? [header] : [title, header] };
}
