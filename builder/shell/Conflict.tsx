import { useTranslation } from "react-i18next";
import { Button } from "#shared/ui/Button.tsx";
import { Note } from "#shared/ui/Note.tsx";
import type { Versioned } from "../draft/api.ts";
import { ChangeList } from "../releases/ChangeList.tsx";
import { diffDocuments } from "#shared/model/diff.ts";
import type { EditorControls } from "./StudioBar.tsx";
import css from "./studio.module.css";

/** Two people saved the same document: where the versions differ, and whose shall stand. */
export function Conflict({ editor, theirs }: { editor: EditorControls; theirs: Versioned }) {
  const { t } = useTranslation("studio");
  return (
    <div className={css.conflict}>
      <Note
        tone="warning"
        title={t("conflict.title")}
        actions={
          <>
            <Button onClick={() => editor.resolve("theirs")}>{t("conflict.theirs")}</Button>
            <Button onClick={() => editor.resolve("mine")}>{t("conflict.mine")}</Button>
          </>
        }
      >
        <p>{t("conflict.detail")}</p>
        <div className={css.conflictDiff}><ChangeList changes={diffDocuments(theirs.document, editor.document)} fromLabel={t("conflict.theirVersion")} toLabel={t("conflict.yourVersion")} /></div>
      </Note>
    </div>
  );
}
