import { useTranslation } from "react-i18next";
import { defaultForm } from "#shared/model/defaults.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { DocumentList } from "../canvas/DocumentList.tsx";
import { freeDocumentName, useCreate } from "../canvas/use-create.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { studioPaths } from "../shell/hrefs.ts";

/** Every form by its object. An object without one is entered with all its fields until someone lays them out here. */
export function FormList() {
  const { t } = useTranslation("designer");
  const { slug } = useWorkspace();
  const { model } = useDraftModel();
  const taken = new Set(useDraftItems().filter((item) => item.kind === "form").map((item) => item.name));
  const create = useCreate();
  return (
    <DocumentList
      designer="forms"
      kind="form"
      title={t("list.forms")}
      hrefOf={(name) => studioPaths.form(slug, name)}
      create={(object) => ({
        label: t(taken.has(object.name) ? "list.another.form" : "list.first.form"),
        run: () => {
          const name = freeDocumentName(object.name, taken);
          create({ ...defaultForm(model, object), name }, studioPaths.form(slug, name));
        },
      })}
    />
  );
}
