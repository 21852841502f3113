import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { FormDoc } from "#shared/metadata/form.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { FormBlocks } from "#runtime/form/FormBlocks.tsx";
import { FormContext } from "#runtime/form/form-context.ts";
import { useFormModel } from "#runtime/form/use-form-model.ts";
import { Button } from "#shared/ui/Button.tsx";
import css from "./forms.module.css";

/** The form as the runtime draws it, to be filled in for trying: conditions and rules work, nothing is saved. */
export function FormPreview({ object, form }: { object: ObjectModel; form: FormDoc }) {
  const { t } = useTranslation("designer");
  const { settings } = useWorkspace();
  const model = useFormModel({ object, record: null, form });
  const formId = useId();
  const check = (): void => void model.hook.handleSubmit(() => undefined)();
  return (
    <form noValidate className={css.preview} onSubmit={(event) => { event.preventDefault(); check(); }}>
      <FormContext value={{ object, lists: model.shape.lists, control: model.hook.control, states: model.states, live: model.live, formId, record: null, currency: settings.currency, reveal: null, writable: model.writable, submit: check }}>
        <FormBlocks blocks={model.form.body ?? []} />
      </FormContext>
      <div className={css.check}>
        <span>{t("preview.note")}</span>
        <Button type="submit">{t("preview.check")}</Button>
      </div>
    </form>
  );
}
