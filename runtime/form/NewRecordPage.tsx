import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listHref, recordHref } from "#runtime/data/hrefs.ts";
import { inSentence } from "#runtime/data/words.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { FormPage } from "./FormPage.tsx";
import { RecordForm } from "./RecordForm.tsx";
import { startOf } from "./start.ts";

/** `/w/:ws/o/:object/new`: a new record on a page of its own. */
export function NewRecordPage({ object: name }: { object: string }) {
  const { t } = useTranslation("form");
  const workspace = useWorkspace();
  const { slug, model, language } = workspace;
  const router = useRouter();
  const [round, setRound] = useState(0);
  const object = model.object(name);
  if (!object) return null;
  const label = labelText(object.label, language, name);
  return (
    <FormPage object={object} title={t("newTitle", { label: inSentence(label, language) })}>
      <RecordForm
        key={round}
        object={object}
        prefilled={startOf(workspace, object)}
        repeatable
        onSaved={(record, again) => {
          if (again) setRound(round + 1);
          else router.history.replace(recordHref(slug, name, record.id));
        }}
        onClose={() => {
          if (router.history.canGoBack()) router.history.back();
          else router.history.replace(listHref(slug, name));
        }}
      />
    </FormPage>
  );
}
