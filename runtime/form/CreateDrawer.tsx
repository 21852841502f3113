import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedRecord } from "#runtime/data/records.ts";
import { inSentence } from "#runtime/data/words.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { Drawer } from "#shared/ui/Drawer.tsx";
import { focusFirst } from "./focus.ts";
import { RecordForm } from "./RecordForm.tsx";
import { startOf } from "./start.ts";

/** ms */
const AFTER_TRAP = 60;

export interface CreateDrawerProps {
  /** Name of the object. */
  object: string;
  /** What the new record starts with: the record it belongs to, what was typed into a picker. */
  prefilled?: RecordValues;
  onCreated: (record: SavedRecord) => void;
  onClose: () => void;
  /** Stays open for another after "save and new". */
  repeatable?: boolean;
}

/** A new record beside what one is doing: from lists, related lists and pickers; the whole screen on a phone. */
export function CreateDrawer({ object: name, prefilled, onCreated, onClose, repeatable = false }: CreateDrawerProps) {
  const { t } = useTranslation("form");
  const workspace = useWorkspace();
  const [round, setRound] = useState(0);
  const closing = useRef<(() => void) | null>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // After the drawer has put the focus on its first button.
    const timer = setTimeout(() => focusFirst(body.current), AFTER_TRAP);
    return () => clearTimeout(timer);
  }, [round]);
  const object = workspace.model.object(name);
  if (!object) return null;
  return (
    <Drawer opened width={560} title={t("newTitle", { label: inSentence(labelText(object.label, workspace.language, name), workspace.language) })} closeOnClickOutside={false} onClose={() => (closing.current ?? onClose)()}>
      <div ref={body}>
        <RecordForm
          key={round}
          object={object}
          prefilled={startOf(workspace, object, prefilled)}
          repeatable={repeatable}
          inDrawer
          closing={closing}
          onSaved={(record, again) => {
            onCreated(record);
            if (again) setRound(round + 1);
            else onClose();
          }}
          onClose={onClose}
        />
      </div>
    </Drawer>
  );
}
