import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText, type Label } from "#shared/lib/label.ts";
import type { OptionDoc } from "#shared/metadata/option-set.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Tag } from "#shared/ui/Tag.tsx";
import { TextArea } from "#shared/ui/TextArea.tsx";
import { newOptions, typedLabels } from "./new-options.ts";
import css from "./options.module.css";

interface BulkOptionsProps {
  /** Options that the list has. */
  there: readonly OptionDoc[];
  onAdd: (options: OptionDoc[]) => void;
  onClose: () => void;
}

/** Many options at once, one a line; what they will be is shown while they are typed. Those that are there already are said. */
export function BulkOptions({ there, onAdd, onClose }: BulkOptionsProps) {
  const { t } = useTranslation("options");
  const { language } = useWorkspace();
  const [text, setText] = useState("");
  const options = newOptions(typedLabels(text, language), there);
  const known = new Set(there.flatMap(({ label }) => Object.values(label ?? {})));
  const isKnown = (label: Label | undefined): boolean => Object.values(label ?? {}).some((word) => known.has(word));
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("bulk.title")}
      width={720}
      closeOnClickOutside={text === ""}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="primary" onClick={() => onAdd(options)} {...(options.length === 0 && { disabledReason: t("bulk.nothing") })}>{t("bulk.add", { count: options.length })}</Button>
        </>
      }
    >
      <div className={css.bulk}>
        <TextArea label={t("bulk.labels")} help={t("bulk.help")} autoFocus minRows={6} maxRows={14} value={text} onChange={setText} spellCheck={false} />
        {options.length > 0 && (
          <ul className={css.preview} aria-label={t("bulk.preview")}>
            {options.map((option) => (
              <li key={option.value}>
                <Tag hue={option.hue}>{labelText(option.label, language, option.value)}</Tag>
                <code>{option.value}</code>
                {isKnown(option.label) && <span className={css.warn}>{t("bulk.known")}</span>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
