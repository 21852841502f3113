import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { ProgressBar } from "#shared/ui/ProgressBar.tsx";
import { Refusal } from "../releases/Refusal.tsx";
import { useRemoveSampleData } from "./api.ts";
import css from "./modules.module.css";

/** The sample company: what it is, and the way to be rid of it. */
export function SampleData() {
  const { t, i18n } = useTranslation("modules");
  const [isAsking, setAsking] = useState(false);
  const removal = useRemoveSampleData();
  const number = (count: number): string => new Intl.NumberFormat(i18n.language).format(count);
  const answer = removal.data;
  return (
    <section className={css.section} aria-labelledby="modules-sample">
      <h2 id="modules-sample">{t("sample.title")}</h2>
      <div className={css.sample}>
        <div className={css.words} role="status">
          {answer === undefined ? <p className={css.about}>{t("sample.detail")}</p> : (
            <p>{answer.removed === 0 && answer.kept === 0 ? t("sample.nothing") : `${t("sample.removed", { count: answer.removed, number: number(answer.removed) })} ${answer.kept > 0 ? t("sample.kept", { count: answer.kept, number: number(answer.kept) }) : ""}`}</p>
          )}
        </div>
        <Button onClick={() => { removal.reset(); setAsking(true); }}>{t("sample.open")}</Button>
      </div>
      {isAsking && (
        <Dialog
          opened
          onClose={() => setAsking(false)}
          title={t("sample.ask")}
          actions={
            <>
              <Button size="md" onClick={() => setAsking(false)}>{t("cancel")}</Button>
              <Button size="md" look="danger-filled" busy={removal.isPending} onClick={() => removal.mutate(undefined, { onSuccess: () => setAsking(false) })}>{t("sample.run")}</Button>
            </>
          }
        >
          <div className={css.dialog}>
            <p>{t("sample.askDetail")}</p>
            {removal.isPending && <ProgressBar label={t("sample.running")} />}
            {removal.error && <Refusal title={t("sample.refused")} failure={removal.error} />}
          </div>
        </Dialog>
      )}
    </section>
  );
}
