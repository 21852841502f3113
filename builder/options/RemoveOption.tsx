import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { OptionDoc } from "#shared/metadata/option-set.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { SkeletonLines } from "#shared/ui/Skeleton.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { Uses } from "../objects/Uses.tsx";
import { useUses } from "../objects/use-cost.ts";
import { useHolders, type Holders, type OptionUser } from "./option-users.ts";
import css from "./options.module.css";

interface RemoveOptionProps {
  option: OptionDoc;
  /** Fields whose records may hold it. */
  users: readonly OptionUser[];
  /** The set that it is part of; null for a field's own options. */
  set: string | null;
  onRemove: () => void;
  /** Keeps it for records that hold it, and offers it no longer. */
  onRetire: () => void;
  onClose: () => void;
}

/** What taking an option away costs: records that hold it and places that name it, with the gentler way beside it. */
export function RemoveOption({ option, users, set, onRemove, onRetire, onClose }: RemoveOptionProps) {
  const { t } = useTranslation("options");
  const { language } = useWorkspace();
  const holders = useHolders(users, option.value);
  const uses = useUses("option-set", set ?? "", option.value, set !== null);
  const label = labelText(option.label, language, option.value);
  const isHeld = (holders.data ?? []).length > 0;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("remove.title", { name: label })}
      width={560}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          {option.inactive !== true && <Button size="md" onClick={onRetire}>{t("remove.retire")}</Button>}
          <Button size="md" look="danger-filled" onClick={onRemove}>{t("remove.run")}</Button>
        </>
      }
    >
      <div className={css.cost}>
        {holders.isLoading && <SkeletonLines lines={2} />}
        {isHeld && (
          <Note tone="warning" title={t("remove.held")}>
            <ul>{(holders.data ?? []).map((holder) => <li key={`${holder.object}/${holder.field}`}><Held {...holder} /></li>)}</ul>
            <p>{t("remove.keeps")}</p>
          </Note>
        )}
        {holders.data?.length === 0 && <p>{t("remove.none")}</p>}
        <Uses uses={uses.data ?? []} />
      </div>
    </Dialog>
  );
}

function Held({ object, field, count, isAtLeast }: Holders) {
  const { t, i18n } = useTranslation("options");
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const found = model.object(object);
  const number = new Intl.NumberFormat(i18n.language).format(count);
  return t("remove.records", { count, number, object: labelText(found?.label, language, object), field: labelText(found?.field(field)?.label, language, field), context: isAtLeast ? "atLeast" : undefined });
}
