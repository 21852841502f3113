import { useMediaQuery } from "@mantine/hooks";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { recordHref } from "#runtime/data/hrefs.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { EditRecord } from "./EditRecord.tsx";
import css from "./page.module.css";
import { PhoneBar } from "./PhoneBar.tsx";
import { RecordBody } from "./RecordBody.tsx";
import { RecordContext } from "./record-context.ts";
import { RecordHeader } from "./RecordHeader.tsx";
import { RecordState } from "./RecordState.tsx";
import { trailOf } from "./trail.ts";
import { useShownRecord } from "./use-shown-record.ts";

/** `/w/:ws/o/:object/:id`: one record with all that belongs to it. */
export function RecordPage({ object: name, id }: { object: string; id: string }) {
  const { slug, model } = useWorkspace();
  const router = useRouter();
  const isPhone = useMediaQuery("(max-width: 767px)") === true;
  const isWide = useMediaQuery("(min-width: 1180px)") === true;
  const object = model.object(name);
  const [isEditing, setEditing] = useState(false);
  const { query, shown } = useShownRecord(object, id, { isNarrow: isPhone, edit: () => setEditing(true) });
  const trail = useMemo(() => trailOf(slug, name, id), [slug, name, id]);
  const go = (step: number): void => {
    const next = trail?.ids[trail.at + step];
    if (next !== undefined) router.history.replace(recordHref(slug, name, next));
  };
  usePageKeys({ j: () => go(1), k: () => go(-1), e: () => shown && shown.canEdit(null) && setEditing(true) }, !isEditing);

  if (!object) return <RecordState problem={null} object={null} />;
  if (!shown) return <RecordState problem={query.error} object={object} waiting={query.isPending} onRetry={() => void query.refetch()} />;
  const isForm = isEditing && (isPhone || shown.value.expand.length > 0);
  return (
    <RecordContext value={shown.value}>
      {isForm ? <EditRecord place="page" onClose={() => setEditing(false)} /> : (
        <div className={css.page}>
          <div className={css.scroll} data-wide={isWide || undefined}>
            <RecordHeader trail={trail} onGo={go} isPhone={isPhone} canEdit={shown.canEdit(null)} />
            <RecordBody aside={isWide} isPhone={isPhone} />
          </div>
          {isPhone && <PhoneBar canEdit={shown.canEdit(null)} />}
          {isEditing && <EditRecord place="drawer" onClose={() => setEditing(false)} />}
        </div>
      )}
    </RecordContext>
  );
}

/** Single letters, while nobody types. */
function usePageKeys(keys: Readonly<Record<string, () => unknown>>, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    function press(event: KeyboardEvent): void {
      const target = event.target;
      const isTyping = target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], [role=grid], [role=menu], [role=dialog]") !== null;
      if (isTyping || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
      const run = keys[event.key];
      if (!run) return;
      event.preventDefault();
      run();
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}
