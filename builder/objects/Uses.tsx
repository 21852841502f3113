import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { designerPath } from "../shell/hrefs.ts";
import type { Use } from "./use-cost.ts";
import css from "./objects.module.css";

/** The documents that name something, each once, as links to the place; nothing where there are none. */
export function Uses({ uses }: { uses: readonly Use[] }) {
  const { t } = useTranslation(["objects", "plan"]);
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const places = [...new Map(uses.map((use) => [`${use.kind}/${use.name}`, use])).values()];
  if (places.length === 0) return null;
  return (
    <>
      <p>{t("cost.uses", { count: places.length })}</p>
      <ul className={css.uses}>
        {places.map(({ kind, name, path }) => (
          <li key={`${kind}/${name}`}><a href={designerPath(slug, kind, name, path)}>{labelText(model.documents.get(`${kind}/${name}`)?.label, language, name)}</a> <span className={css.quiet}>{t(`plan:kind.${kind}`, { defaultValue: kind })}</span></li>
        ))}
      </ul>
    </>
  );
}
