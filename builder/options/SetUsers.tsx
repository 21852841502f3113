import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useUses } from "../objects/use-cost.ts";
import { designerPath, studioPaths } from "../shell/hrefs.ts";
import type { OptionUser } from "./option-users.ts";
import css from "./options.module.css";

/** The fields that take their options from a set, and the other documents that name it or one of its options. */
export function SetUsers({ set, users }: { set: string; users: readonly OptionUser[] }) {
  const { t } = useTranslation(["options", "plan"]);
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const uses = useUses("option-set", set);
  // That an object names it is what the fields say already.
  const others = [...new Map((uses.data ?? []).filter(({ kind, path }) => kind !== "object" && path !== "/extends").map((use) => [`${use.kind}/${use.name}`, use])).values()];
  return (
    <>
      <ul className={css.users}>
        {users.map(({ object, field }) => (
          <li key={`${object}/${field}`}>
            <a href={studioPaths.object(slug, object, field)}>{labelText(model.object(object)?.field(field)?.label, language, field)}</a>
            <span className={css.quiet}>{labelText(model.object(object)?.label, language, object)}</span>
          </li>
        ))}
        {others.map(({ kind, name, path }) => (
          <li key={`${kind}/${name}`}>
            <a href={designerPath(slug, kind, name, path)}>{labelText(model.documents.get(`${kind}/${name}`)?.label, language, name)}</a>
            <span className={css.quiet}>{t(`plan:kind.${kind}`, { defaultValue: kind })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
