import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import type { OptionUser } from "./option-users.ts";
import { SetUsers } from "./SetUsers.tsx";
import css from "./options.module.css";

interface RemoveOptionSetProps {
  name: string;
  label: string;
  users: readonly OptionUser[];
  onRemove: () => Promise<void>;
  onClose: () => void;
}

/** Marks a set as removed at the next publish. Fields that take their options from it would be without any: those are named. */
export function RemoveOptionSet({ name, label, users, onRemove, onClose }: RemoveOptionSetProps) {
  const { t } = useTranslation("options");
  const [isBusy, setBusy] = useState(false);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("set.removeTitle", { name: label })}
      width={560}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="danger-filled" busy={isBusy} onClick={() => { setBusy(true); void onRemove().finally(() => setBusy(false)); }}>{t("set.remove")}</Button>
        </>
      }
    >
      {users.length === 0 ? <p>{t("used.none")}</p> : (
        <div className={css.cost}>
          <Note tone="warning" title={t("set.inUse", { count: users.length })}>{t("set.inUseDetail")}</Note>
          <SetUsers set={name} users={users} />
        </div>
      )}
    </Dialog>
  );
}
