import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { FIELD_CHOICES } from "#shared/kinds/fields.ts";
import { labelText, type Label } from "#shared/lib/label.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { TextArea } from "#shared/ui/TextArea.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { inEveryLanguage } from "./name-words.ts";
import { fieldChoice, newField, typedFields, type FieldChoice } from "./new-fields.ts";
import css from "./objects.module.css";

interface BulkAddProps {
  object: ObjectModel | undefined;
  /** Names that fields of the object have. */
  taken: ReadonlySet<string>;
  onAdd: (fields: FieldDoc[]) => void;
  onClose: () => void;
}

/** Many fields at once: one label a line; the type is guessed from the label and can be changed, the other language filled in. */
export function BulkAdd({ object, taken, onAdd, onClose }: BulkAddProps) {
  const { t } = useTranslation(["objects", "kinds"]);
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const [text, setText] = useState("");
  // What the person decided for a line, by what is typed in it: typing further lines keeps it.
  const [types, setTypes] = useState<ReadonlyMap<string, FieldChoice>>(new Map());
  const [others, setOthers] = useState<ReadonlyMap<string, string>>(new Map());
  const rows = useMemo(() => typedFields(text, language).map((row) => ({ ...row, key: JSON.stringify(row.label) })), [text, language]);
  const other = language === "en" ? "zh-CN" : "en";
  const known = new Set((object?.fields ?? []).flatMap((field) => Object.values(field.label)));

  function labelOf(row: (typeof rows)[number]): Label {
    const missing = row.label.en === undefined ? "en" : "zh-CN";
    const added = others.get(row.key);
    return added === undefined || added === "" ? row.label : { ...row.label, [missing]: added };
  }
  function add(): void {
    const names = new Set(taken);
    const fields = rows.map((row) => {
      const field = newField(types.get(row.key) ?? row.type, labelOf(row), names, model, { option: inEveryLanguage("firstOption") });
      names.add(field.name);
      return field;
    });
    onAdd(fields);
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("bulk.title")}
      width={720}
      closeOnClickOutside={text === ""}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="primary" onClick={add} {...(rows.length === 0 && { disabledReason: t("bulk.nothing") })}>{t("bulk.add", { count: rows.length })}</Button>
        </>
      }
    >
      <div className={css.bulk}>
        <TextArea label={t("bulk.labels")} help={t("bulk.help")} autoFocus minRows={6} maxRows={14} value={text} onChange={setText} spellCheck={false} />
        {rows.length > 0 && (
          <table className={css.table} aria-label={t("bulk.preview")}>
            <thead>
              <tr>
                <th scope="col">{t("fields.label")}</th>
                <th scope="col">{t(`bulk.in.${other}`)}</th>
                <th scope="col" className={css.bulkType}>{t("fields.type")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => {
                const own = labelText(row.label, language);
                const isBoth = row.label.en !== undefined && row.label["zh-CN"] !== undefined;
                return (
                  <tr key={`${at} ${row.key}`}>
                    <th scope="row">{own}{Object.values(row.label).some((label) => known.has(label)) && <span className={css.warn}>{t("bulk.known")}</span>}</th>
                    <td>{isBoth ? row.label[other] : <TextInput size="sm" aria-label={t("bulk.otherOf", { name: own })} value={others.get(row.key) ?? ""} onChange={(word) => setOthers(new Map(others).set(row.key, word))} />}</td>
                    <td>
                      <Select
                        size="sm"
                        aria-label={t("bulk.typeOf", { name: own })}
                        clearable={false}
                        value={types.get(row.key) ?? row.type}
                        options={FIELD_CHOICES.map((kind) => ({ value: kind.type, label: t(`kinds:field.${kind.type}`), group: t(`kinds:group.${kind.group}`) }))}
                        onChange={(type) => {
                          const found = fieldChoice(type);
                          if (found !== undefined) setTypes(new Map(types).set(row.key, found));
                        }}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </div>
    </Dialog>
  );
}
