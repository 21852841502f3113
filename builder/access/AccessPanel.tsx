import Asterisk from "lucide-react/icons/asterisk";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import Minus from "lucide-react/icons/minus";
import Pencil from "lucide-react/icons/pencil";
import Shield from "lucide-react/icons/shield";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { FIELD_RIGHTS, type RoleDoc } from "#shared/metadata/role.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Switch } from "#shared/ui/Switch.tsx";
import { setValue } from "../commands/edits.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { InspectorHead } from "../inspector/InspectorHead.tsx";
import { LabelControl } from "../inspector/LabelControl.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { documentToEdit, fieldRightOf } from "./policy.ts";
import css from "./access.module.css";

interface AccessPanelProps {
  editor: DocumentEditor<"role">;
  /** As merged with its extensions. */
  role: RoleDoc;
  object: string | null;
}

/** What the role may do with the fields of the chosen object; without one, the role's own settings. */
export function AccessPanel({ editor, role, object: name }: AccessPanelProps) {
  const { model } = useDraftModel();
  const object = name === null ? undefined : model.object(name);
  return object ? <FieldRights role={role} object={object} /> : <RoleSettings editor={editor} role={role} />;
}

function RoleSettings({ editor, role }: { editor: DocumentEditor<"role">; role: RoleDoc }) {
  const { t } = useTranslation("access");
  const { slug, language } = useWorkspace();
  const { document, run } = editor;
  const readOnly = editor.status === "readonly";
  return (
    <>
      <InspectorHead icon={Shield} title={labelText(role.label, language, role.name)} name={role.name} code={studioPaths.code(slug, "role", role.name)} />
      <div className={css.panel}>
        <LabelControl size="sm" label={t("setting.label")} required readOnly={readOnly} value={document.label ?? {}} onChange={(label) => run(setValue(["label"], label))} />
        <LabelControl size="sm" label={t("setting.description")} long readOnly={readOnly} value={document.description ?? {}} onChange={(label) => run(setValue(["description"], Object.keys(label).length === 0 ? undefined : label))} />
        <Switch labelFirst label={t("setting.builder")} help={t("setting.builderHelp")} readOnly={readOnly} checked={document.builder === true} onChange={(on) => run(setValue(["builder"], on ? true : undefined))} />
        <p className={css.quiet}>{t("panel.pick")}</p>
      </div>
    </>
  );
}

const SIGNS = { default: <Minus aria-hidden="true" />, hidden: <EyeOff aria-hidden="true" />, masked: <Asterisk aria-hidden="true" />, read: <Eye aria-hidden="true" />, write: <Pencil aria-hidden="true" /> };

function FieldRights({ role, object }: { role: RoleDoc; object: ObjectModel }) {
  const { t } = useTranslation("access");
  const { slug, language, model: released } = useWorkspace();
  const store = useDraftStore();
  const grant = role.objects?.[object.name];
  const before = released.roles.get(role.name)?.objects?.[object.name];
  const rights = ["default", ...FIELD_RIGHTS] as const;
  const label = labelText(object.label, language, object.name);
  function set(field: string, right: (typeof rights)[number]): void {
    const document = documentToEdit(role.name, store.documents(), object.name, { field });
    store.session("role", document)?.run(setValue(["objects", object.name, "fields", field], right === "default" ? undefined : right, ""));
  }
  return (
    <>
      <InspectorHead icon={Shield} title={t("panel.fieldsOf", { name: label })} code={studioPaths.code(slug, "role", role.name)} />
      <div className={css.panel}>
        <p className={css.quiet}>{t("panel.fieldsHelp")}</p>
        <table className={css.rights} aria-label={t("panel.fieldsOf", { name: label })}>
          <thead>
            <tr>
              <th scope="col">{t("panel.field")}</th>
              {rights.map((right) => <th key={right} scope="col" title={`${t(`right.${right}`)}: ${t(`rightHelp.${right}`)}`}>{SIGNS[right]}<span className={css.hidden}>{t(`right.${right}`)}</span></th>)}
            </tr>
          </thead>
          <tbody>
            {object.fields.map((field) => {
              const own = fieldRightOf(grant, field.name);
              const fieldLabel = labelText(field.label, language, field.name);
              return (
                <tr key={field.name} data-changed={own !== fieldRightOf(before, field.name) || undefined}>
                  <th scope="row" title={field.name}>{fieldLabel}</th>
                  {rights.map((right) => (
                    <td key={right}>
                      <input type="radio" className={css.radio} name={`right-${object.name}-${field.name}`} aria-label={`${fieldLabel}: ${t(`right.${right}`)}`} checked={own === right} disabled={right === "write" && field.readOnly} onChange={() => set(field.name, right)} />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
        <ul className={css.signs}>{rights.map((right) => <li key={right}>{SIGNS[right]} <span>{t(`right.${right}`)}</span> <span className={css.quiet}>{t(`rightHelp.${right}`)}</span></li>)}</ul>
      </div>
    </>
  );
}
