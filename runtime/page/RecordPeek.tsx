import ArrowDown from "lucide-react/icons/chevron-down";
import ArrowUp from "lucide-react/icons/chevron-up";
import Expand from "lucide-react/icons/maximize-2";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { recordHref } from "#runtime/data/hrefs.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { Drawer } from "#shared/ui/Drawer.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { EditRecord } from "./EditRecord.tsx";
import { Highlights } from "./Highlights.tsx";
import css from "./page.module.css";
import { RecordBody } from "./RecordBody.tsx";
import { RecordContext } from "./record-context.ts";
import { RecordMenu, RecordTags } from "./RecordHeader.tsx";
import { RecordState } from "./RecordState.tsx";
import { recordTitle } from "./record-title.ts";
import { useShownRecord } from "./use-shown-record.ts";

export interface RecordPeekProps {
  /** Name of the object. */
  object: string;
  id: string;
  onClose: () => void;
  /** Called before it is opened as a page. */
  onPage: () => void;
  /** To the record before or after it in the list; left out where there is none. */
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
}

/** A record beside the list it is in: read, edited in place, commented. The list stays usable. */
export function RecordPeek({ object: name, id, onClose, onPage, onPrevious, onNext }: RecordPeekProps) {
  const { slug, model } = useWorkspace();
  const { t } = useTranslation("page");
  const { format } = useFieldPorts();
  const router = useRouter();
  const [isEditing, setEditing] = useState(false);
  const object = model.object(name);
  const { query, shown } = useShownRecord(object, id, { isNarrow: true, edit: () => setEditing(true) });
  if (!object) return null;
  if (shown && isEditing) return <RecordContext value={shown.value}><EditRecord place="drawer" onClose={() => setEditing(false)} /></RecordContext>;
  function openPage(): void {
    onPage();
    router.history.push(recordHref(slug, name, id));
  }
  const title = shown ? recordTitle(object, shown.value.record, format) : "";
  return (
    <Drawer
      opened
      modal={false}
      width={560}
      title={title}
      onClose={onClose}
      tools={
        <>
          <IconButton label={t("previous")} icon={<ArrowUp />} tooltipSide="bottom" disabled={!onPrevious} onClick={onPrevious} />
          <IconButton label={t("next")} icon={<ArrowDown />} tooltipSide="bottom" disabled={!onNext} onClick={onNext} />
          <IconButton label={t("openPage")} icon={<Expand />} tooltipSide="bottom" onClick={openPage} />
          {shown && <RecordContext value={shown.value}><RecordMenu title={title} gone={onClose} /></RecordContext>}
        </>
      }
    >
      {shown ? (
        <RecordContext value={shown.value} key={id}>
          <div className={css.peek}>
            <div className={css.peekHead}><RecordTags />{shown.canEdit(null) && <Button size="xs" onClick={() => setEditing(true)}>{t("edit")}</Button>}</div>
            <Highlights />
            <RecordBody aside={false} />
          </div>
        </RecordContext>
      ) : <RecordState problem={query.error} object={object} waiting={query.isPending} onRetry={() => void query.refetch()} />}
    </Drawer>
  );
}
