import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText, type Label } from "#shared/lib/label.ts";
import { isName } from "#shared/lib/names.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { Tag } from "#shared/ui/Tag.tsx";
import { TextArea } from "#shared/ui/TextArea.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useFailureText } from "../draft/failure-text.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { freeName } from "../inspector/free-name.ts";
import { LabelControl } from "../inspector/LabelControl.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { useGo } from "../shell/links.ts";
import { newOptions, typedLabels } from "./new-options.ts";
import css from "./options.module.css";

/** Makes a shared list of options: what it is called, and its options, one a line. The name never changes later. */
export function NewOptionSet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("options");
  const { slug, language } = useWorkspace();
  const store = useDraftStore();
  const items = useDraftItems();
  const go = useGo();
  const failureText = useFailureText();
  const [label, setLabel] = useState<Label>({});
  const [typedName, setTypedName] = useState<string | null>(null);
  const [lines, setLines] = useState("");
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const taken = new Set(items.flatMap((item) => (item.kind === "option-set" ? [item.name] : [])));
  const name = typedName ?? (labelText(label, language) === "" ? "" : freeName(label.en ?? label["zh-CN"] ?? "", taken, "options"));
  const nameFault = !isName(name) ? t("new.nameForm") : taken.has(name) ? t("new.nameTaken") : undefined;
  const labelFault = labelText(label, language) === "" ? t("new.labelMissing") : undefined;
  const options = newOptions(typedLabels(lines, language), []);

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (nameFault !== undefined || labelFault !== undefined) return;
    try {
      await store.create({ kind: "option-set", name, label, options });
      go(studioPaths.optionSet(slug, name));
    } catch (failure) {
      setRefusal(failureText(failure));
    }
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
          <Button size="md" look="primary" type="submit" form="new-option-set">{t("new.create")}</Button>
        </>
      }
    >
      <form id="new-option-set" className={css.form} onSubmit={(event) => void create(event)}>
        {refusal !== null && <Note tone="danger">{refusal}</Note>}
        <LabelControl label={t("set.label")} required value={label} onChange={setLabel} error={isTried ? labelFault : undefined} />
        <TextInput label={t("new.name")} required help={t("new.nameHelp")} value={name} onChange={(text) => setTypedName(text === "" ? null : text)} error={(isTried || typedName !== null) && name !== "" ? nameFault : undefined} spellCheck={false} autoComplete="off" />
        <TextArea label={t("new.options")} help={t("bulk.help")} minRows={4} maxRows={12} value={lines} onChange={setLines} spellCheck={false} />
        {options.length > 0 && <div className={css.tags}>{options.map((option) => <Tag key={option.value} hue={option.hue}>{labelText(option.label, language, option.value)}</Tag>)}</div>}
      </form>
    </Dialog>
  );
}
