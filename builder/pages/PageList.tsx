import { useTranslation } from "react-i18next";
import { defaultPage } from "#shared/model/defaults.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { DocumentList } from "../canvas/DocumentList.tsx";
import { useCreate } from "../canvas/use-create.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { studioPaths } from "../shell/hrefs.ts";

/** Every record page by its object. */
export function PageList() {
  const { t } = useTranslation("designer");
  const { slug } = useWorkspace();
  const { model } = useDraftModel();
  const taken = new Set(useDraftItems().filter((item) => item.kind === "page").map((item) => item.name));
  const create = useCreate();
  return (
    <DocumentList
      designer="pages"
      kind="page"
      title={t("list.pages")}
      hrefOf={(name) => studioPaths.page(slug, name)}
      create={(object) => (taken.has(object.name) ? null : { label: t("list.first.page"), run: () => create(defaultPage(model, object), studioPaths.page(slug, object.name)) })}
    />
  );
}
