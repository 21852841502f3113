import EllipsisVertical from "lucide-react/icons/ellipsis-vertical";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listHref } from "#runtime/data/hrefs.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { labelText } from "#shared/lib/label.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { Tabs } from "#shared/ui/Tabs.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import { together } from "../commands/command.ts";
import { addElement } from "../commands/edits.ts";
import { pathOfPointer } from "../commands/element-path.ts";
import { useFailureText } from "../draft/failure-text.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDocumentEditor, useDraftItems, type DocumentEditor } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { useGo } from "../shell/links.ts";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import { BulkAdd } from "./BulkAdd.tsx";
import { FieldInspector } from "./FieldInspector.tsx";
import { FieldPalette } from "./FieldPalette.tsx";
import { FieldsTable } from "./FieldsTable.tsx";
import { inEveryLanguage } from "./name-words.ts";
import { newField, type FieldChoice } from "./new-fields.ts";
import { ObjectInspector } from "./ObjectInspector.tsx";
import { RecordTypes } from "./RecordTypes.tsx";
import { RemoveField } from "./RemoveField.tsx";
import { RemoveObject } from "./RemoveObject.tsx";
import { RulesTab } from "./RulesTab.tsx";
import { StageSets } from "./stages/StageSets.tsx";
import css from "./objects.module.css";

type Tab = "fields" | "rules" | "stages" | "types";
/** A field, by the document that it stands in: the object's own, or an extension's. */
export interface FieldPlace {
  document: string;
  field: string;
}

const TAB_OF: Readonly<Record<string, Tab>> = { rules: "rules", unique: "rules", indexes: "rules", stages: "stages", recordTypes: "types" };

/**
 * An object: its fields, rules, record types; whatever is selected has its settings at the right. `at`: a field's name, or a
 * JSON pointer. The name of an extension opens the object that it extends.
 */
export function ObjectEditor({ name, at }: { name: string; at: string | undefined }) {
  const extended = useDraftStore().document("object", name)?.extends;
  return <Editor name={extended ?? name} from={name} at={at} />;
}

function Editor({ name, from, at }: { name: string; from: string; at: string | undefined }) {
  const { t } = useTranslation("objects");
  const { slug, language, model: released } = useWorkspace();
  const { model } = useDraftModel();
  const store = useDraftStore();
  const go = useGo();
  const failureText = useFailureText();
  const editor = useDocumentEditor("object", name);
  const extensions = useDraftItems().filter((item) => item.kind === "object" && item.extends === name && item.state !== "removed");
  const start = at === undefined ? undefined : at.startsWith("/") ? pathOfPointer(store.document("object", from), at) : ["fields", at];
  const [tab, setTab] = useState<Tab>(TAB_OF[start?.[0] ?? ""] ?? "fields");
  const [selected, setSelected] = useState<FieldPlace | null>(start?.[0] === "fields" && start[1] !== undefined ? { document: from, field: start[1] } : null);
  // Which element of a list a problem pointed at: it is opened there.
  const [shown, setShown] = useState(start);
  const [dialog, setDialog] = useState<"bulk" | "removeObject" | null>(null);
  const [removing, setRemoving] = useState<FieldPlace | null>(null);
  const object = model.object(name);
  if (!editor) {
    return <StudioFrame designer="objects" crumbs={[{ label: t("title"), href: studioPaths.objects(slug) }, { label: name }]} canvas="paper"><EmptyState title={t("gone", { name })} action={<ButtonLink href={studioPaths.objects(slug)}>{t("toList")}</ButtonLink>} /></StudioFrame>;
  }
  const { document } = editor;
  const label = labelText(document.label, language, name);
  const taken = new Set([...(object?.fieldNames ?? []), ...(document.fields ?? []).map((field) => field.name)]);

  /** A built-in object is extended, never changed: its new fields stand in an extension of the workspace's own. */
  async function addFields(fields: readonly FieldDoc[]): Promise<void> {
    const into = editor?.status === "readonly" ? `${name}_custom` : name;
    try {
      if (!store.document("object", into)) await store.create({ kind: "object", name: into, extends: name, fields: [] });
    } catch (failure) {
      toast({ error: true, text: failureText(failure) });
      return;
    }
    const list = ["fields"];
    const isSelectedHere = selected?.document === into;
    const place = isSelectedHere ? (fieldsOf(store.document("object", into)).findIndex((field) => field.name === selected.field) + 1 || undefined) : undefined;
    store.session("object", into)?.run(together(fields.map((field, index) => addElement(list, field, place === undefined ? undefined : place + index))));
    const last = fields.at(-1);
    if (last) setSelected({ document: into, field: last.name });
    setTab("fields");
  }
  function addOne(type: FieldChoice, typeLabel: string): void {
    void addFields([newField(type, { [language]: typeLabel }, taken, model, { option: inEveryLanguage("firstOption") })]);
  }
  function showProblem(problem: Diagnostic): void {
    const path = pathOfPointer(store.document("object", name), problem.path);
    setTab(TAB_OF[path[0] ?? ""] ?? "fields");
    setShown(path);
    setSelected(path[0] === "fields" && path[1] !== undefined ? { document: name, field: path[1] } : null);
  }
  const palette = <FieldPalette onAdd={addOne} onBulk={() => setDialog("bulk")} />;
  const inspector = selected === null
    ? <ObjectInspector editor={editor} />
    : <FieldInspector key={`${selected.document}/${selected.field}`} object={name} place={selected} onRemove={() => setRemoving(selected)} onDeselect={() => setSelected(null)} />;
  return (
    <StudioFrame
      designer="objects"
      crumbs={[{ label: t("title"), href: studioPaths.objects(slug) }, { label }]}
      editor={editor}
      canvas="paper"
      palette={palette}
      paletteLabel={t("palette.title")}
      inspector={inspector}
      problems={editor.diagnostics}
      onProblem={showProblem}
      actions={
        <>
          {released.object(name) && <ButtonLink look="subtle" href={listHref(slug, name)}>{t("records")}</ButtonLink>}
          <Menu
            label={t("more")}
            align="end"
            entries={[
              { key: "settings", label: t("objectSettings"), onSelect: () => setSelected(null) },
              { key: "form", label: t("openForm"), href: studioPaths.form(slug, name) },
              { key: "code", label: t("openCode"), href: studioPaths.code(slug, "object", name) },
              ...(editor.status === "readonly" ? [] : ["line" as const, { key: "remove", label: t("remove.object"), danger: true, onSelect: () => setDialog("removeObject") }]),
            ]}
          >
            <IconButton label={t("more")} icon={<EllipsisVertical />} />
          </Menu>
        </>
      }
    >
      <Tabs
        label={t("tabs")}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: "fields", label: t("tab.fields"), count: object?.fields.length },
          { value: "rules", label: t("tab.rules"), count: (document.rules ?? []).length + (document.unique ?? []).length + (document.indexes ?? []).length },
          { value: "stages", label: t("tab.stages"), count: (document.stages ?? []).length },
          { value: "types", label: t("tab.types"), count: (document.recordTypes ?? []).length },
        ]}
      >
        {tab === "fields" && (
          <div className={css.page}>
            <FieldsTable editor={editor} selected={selected} onSelect={setSelected} onRemove={setRemoving} onAdd={() => setDialog("bulk")} />
            {extensions.map((item) => <ExtensionFields key={item.name} name={item.name} selected={selected} onSelect={setSelected} onRemove={setRemoving} />)}
          </div>
        )}
        {tab === "rules" && <RulesTab key={shown?.[1]} editor={editor} at={shown?.[0] === "rules" ? shown[1] : undefined} />}
        {tab === "stages" && <StageSets key={shown?.[1]} editor={editor} at={shown?.[0] === "stages" ? shown[1] : undefined} />}
        {tab === "types" && <RecordTypes editor={editor} />}
      </Tabs>
      {dialog === "bulk" && <BulkAdd object={object} taken={taken} onAdd={(fields) => { void addFields(fields); setDialog(null); }} onClose={() => setDialog(null)} />}
      {dialog === "removeObject" && <RemoveObject name={name} label={label} onRemoved={() => go(studioPaths.objects(slug))} onClose={() => setDialog(null)} />}
      {removing !== null && <RemoveField object={name} place={removing} onRemoved={() => { setRemoving(null); setSelected(null); }} onClose={() => setRemoving(null)} />}
    </StudioFrame>
  );
}

function ExtensionFields({ name, selected, onSelect, onRemove }: { name: string; selected: FieldPlace | null; onSelect: (place: FieldPlace) => void; onRemove: (place: FieldPlace) => void }) {
  const editor: DocumentEditor<"object"> | undefined = useDocumentEditor("object", name);
  return editor ? <FieldsTable editor={editor} isExtension selected={selected} onSelect={onSelect} onRemove={onRemove} /> : null;
}

function fieldsOf(document: { kind: string } | undefined): readonly FieldDoc[] {
  return document && "fields" in document && Array.isArray(document.fields) ? (document.fields as FieldDoc[]) : []; // only asked of objects
}
