import ListChecks from "lucide-react/icons/list-checks";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { setValue } from "../commands/edits.ts";
import { diagnosticAt, useDiagnosticText } from "../draft/diagnostic-text.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { InspectorHead } from "../inspector/InspectorHead.tsx";
import { LabelControl } from "../inspector/LabelControl.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import type { OptionUser } from "./option-users.ts";
import { SetUsers } from "./SetUsers.tsx";
import css from "./options.module.css";

/** What holds for the set as a whole, and who uses it. */
export function OptionSetInspector({ editor, users }: { editor: DocumentEditor<"option-set">; users: readonly OptionUser[] }) {
  const { t } = useTranslation("options");
  const { slug, language } = useWorkspace();
  const text = useDiagnosticText();
  const { document, run } = editor;
  const readOnly = editor.status === "readonly";
  const errorAt = (pointer: string): string | undefined => {
    const found = diagnosticAt(editor.diagnostics, pointer);
    return found && text(found);
  };
  return (
    <>
      <InspectorHead icon={ListChecks} title={labelText(document.label, language, document.name)} name={document.name} code={studioPaths.code(slug, "option-set", document.name)} />
      <div className={css.inspector}>
        <LabelControl size="sm" readOnly={readOnly} label={t("set.label")} required value={document.label ?? {}} error={errorAt("/label")} onChange={(label) => run(setValue(["label"], label))} />
        <LabelControl size="sm" readOnly={readOnly} label={t("set.description")} long value={document.description ?? {}} error={errorAt("/description")} onChange={(label) => run(setValue(["description"], Object.keys(label).length === 0 ? undefined : label))} />
        <section>
          <h3 className={css.usedHead}>{t("used.title")} <span className={css.quiet}>{users.length}</span></h3>
          {users.length === 0 && <p className={css.quiet}>{t("used.none")}</p>}
          <SetUsers set={document.name} users={users} />
        </section>
      </div>
    </>
  );
}
