import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Popover } from "#shared/ui/Popover.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useSaveMyView } from "../my-views.ts";
import { documentOf, type ListState } from "../state/list-search.ts";
import type { ViewTab } from "../views-of.ts";
import css from "./bar.module.css";

export interface ChangedViewProps {
  state: ListState;
  tab: ViewTab | null;
  onReset: () => void;
  /** With the key of the view that now shows this. */
  onSaved: (key: string) => void;
}

/** The list differs from its view: back to it, or kept as one's own. */
export function ChangedView({ state, tab, onReset, onSaved }: ChangedViewProps) {
  const { t } = useTranslation("list");
  const { language } = useWorkspace();
  const save = useSaveMyView();
  const [label, setLabel] = useState("");
  async function keep(name: string, text: string): Promise<void> {
    await save.mutateAsync(documentOf(state, name, text));
    onSaved(`~${name}`);
  }
  function submit(event: FormEvent, close: () => void): void {
    event.preventDefault();
    const text = label.trim();
    if (text === "") return;
    void keep(`v_${Date.now().toString(36)}`, text).then(close);
  }
  const mine = tab?.isMine === true ? tab : null;
  return (
    <>
      <span className={css.differs}>{t(mine ? "differsMine" : "differs")}</span>
      <Button look="subtle" onClick={onReset}>{t("reset")}</Button>
      {mine && <Button busy={save.isPending} onClick={() => void keep(mine.view.name, labelText(mine.view.label, language, mine.view.name))}>{t("saveMine")}</Button>}
      <Popover label={t("saveAs")} align="end" width={280} target={<Button>{t("saveAs")}</Button>}>
        {(close) => (
          <form className={css.panel} onSubmit={(event) => submit(event, close)}>
            <TextInput label={t("viewName")} autoFocus maxLength={80} value={label} onChange={setLabel} error={save.isError ? t("saveFailed") : undefined} />
            <Button type="submit" look="primary" busy={save.isPending} disabledReason={label.trim() === "" ? t("viewNameMissing") : undefined}>{t("saveView")}</Button>
          </form>
        )}
      </Popover>
    </>
  );
}
