import { useTranslation } from "react-i18next";
import { defaultView } from "#shared/model/defaults.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { DocumentList } from "../canvas/DocumentList.tsx";
import { freeDocumentName, useCreate } from "../canvas/use-create.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { studioPaths } from "../shell/hrefs.ts";

/** Every view by its object. */
export function ViewList() {
  const { t } = useTranslation(["designer", "kinds"]);
  const { slug } = useWorkspace();
  const store = useDraftStore();
  const { model } = useDraftModel();
  const taken = new Set(useDraftItems().filter((item) => item.kind === "view").map((item) => item.name));
  const create = useCreate();
  return (
    <DocumentList
      designer="views"
      kind="view"
      title={t("list.views")}
      hrefOf={(name) => studioPaths.view(slug, name)}
      typeOf={(item) => {
        const document = store.document("view", item.name);
        return document?.kind === "view" && document.type !== undefined ? t(`kinds:view.${document.type}`) : "";
      }}
      create={(object) => ({
        label: t(taken.has(object.name) ? "list.another.view" : "list.first.view"),
        run: () => {
          const name = freeDocumentName(object.name, taken);
          const { columns } = defaultView(model, object);
          create({ kind: "view", name, object: object.name, type: "table", label: object.plural, columns: columns ?? (object.titleField === null ? [] : [object.titleField]) }, studioPaths.view(slug, name));
        },
      })}
    />
  );
}
