import EllipsisVertical from "lucide-react/icons/ellipsis-vertical";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { OptionDoc } from "#shared/metadata/option-set.ts";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import { useFailureText } from "../draft/failure-text.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDocumentEditor, useDraftItems, useTakeBack } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { useGo } from "../shell/links.ts";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import { OptionSetInspector } from "./OptionSetInspector.tsx";
import { OptionsTable } from "./OptionsTable.tsx";
import { RemoveOptionSet } from "./RemoveOptionSet.tsx";
import { useOptionCounts, usersOf } from "./option-users.ts";
import css from "./options.module.css";

/** A shared list of options with what extensions add to it. The name of an extension opens the set that it extends. */
export function OptionSetEditor({ name }: { name: string }) {
  const extended = useDraftStore().document("option-set", name)?.extends;
  return <Editor name={extended ?? name} />;
}

function Editor({ name }: { name: string }) {
  const { t } = useTranslation("options");
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const store = useDraftStore();
  const go = useGo();
  const failureText = useFailureText();
  const takeBack = useTakeBack();
  const editor = useDocumentEditor("option-set", name);
  const extensions = useDraftItems().filter((item) => item.kind === "option-set" && item.extends === name && item.state !== "removed");
  const users = usersOf(model, name);
  const counts = useOptionCounts(users);
  const [isRemoving, setRemoving] = useState(false);
  if (!editor) {
    return <StudioFrame designer="options" crumbs={[{ label: t("title"), href: studioPaths.optionSets(slug) }, { label: name }]} canvas="paper"><EmptyState title={t("gone", { name })} action={<ButtonLink href={studioPaths.optionSets(slug)}>{t("toList")}</ButtonLink>} /></StudioFrame>;
  }
  const label = labelText(editor.document.label, language, name);
  const merged = model.documents.get(`option-set/${name}`);
  const all: readonly OptionDoc[] = [...(merged?.kind === "option-set" ? (merged.options ?? []) : []), ...(editor.document.options ?? [])];
  async function remove(): Promise<void> {
    try {
      const documents = [...extensions, { name }].map((item) => ({ kind: "option-set", name: item.name }));
      for (const document of documents) await store.remove("option-set", document.name);
      toast({ text: t("set.removed", { name: label }), undo: () => takeBack(documents.toReversed()) });
      go(studioPaths.optionSets(slug));
    } catch (failure) {
      toast({ error: true, text: failureText(failure) });
    }
  }
  return (
    <StudioFrame
      designer="options"
      crumbs={[{ label: t("title"), href: studioPaths.optionSets(slug) }, { label }]}
      editor={editor}
      canvas="paper"
      inspector={<OptionSetInspector editor={editor} users={users} />}
      problems={editor.diagnostics}
      actions={
        <Menu
          label={t("set.more")}
          align="end"
          entries={[
            { key: "code", label: t("set.code"), href: studioPaths.code(slug, "option-set", name) },
            ...(editor.status === "readonly" ? [] : ["line" as const, { key: "remove", label: t("set.remove"), danger: true, onSelect: () => setRemoving(true) }]),
          ]}
        >
          <IconButton label={t("set.more")} icon={<EllipsisVertical />} />
        </Menu>
      }
    >
      <div className={css.page}>
        {editor.status === "readonly" && <Note title={t("builtIn.title")}>{t("builtIn.detail")}</Note>}
        <OptionsTable editor={editor} set={name} users={users} counts={counts} all={all} />
        {extensions.map((item) => <Extension key={item.name} name={item.name} set={name} users={users} counts={counts} all={all} />)}
      </div>
      {isRemoving && <RemoveOptionSet name={name} label={label} users={users} onRemove={remove} onClose={() => setRemoving(false)} />}
    </StudioFrame>
  );
}

function Extension({ name, ...rest }: { name: string } & Omit<Parameters<typeof OptionsTable>[0], "editor">) {
  const { t } = useTranslation("options");
  const { slug } = useWorkspace();
  const editor = useDocumentEditor("option-set", name);
  if (!editor) return null;
  const when = editor.document.when ?? [];
  return (
    <>
      <div className={css.extensionHead}>
        <h2>{t("extension")}</h2>
        <a href={studioPaths.code(slug, "option-set", name)}><code>{name}</code></a>
        {when.length > 0 && <span className={css.quiet}>{t("when", { packages: when.join(", ") })}</span>}
      </div>
      <OptionsTable {...rest} editor={editor} />
    </>
  );
}
