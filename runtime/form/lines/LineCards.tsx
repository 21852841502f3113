import CircleAlert from "lucide-react/icons/circle-alert";
import Copy from "lucide-react/icons/copy";
import MoveDown from "lucide-react/icons/move-down";
import MoveUp from "lucide-react/icons/move-up";
import Plus from "lucide-react/icons/plus";
import Trash from "lucide-react/icons/trash-2";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { titlesIn } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Drawer } from "#shared/ui/Drawer.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import { lineCurrency } from "../currency.ts";
import { FieldsForm } from "../FieldsForm.tsx";
import type { LineRow } from "../values.ts";
import type { LinesProps } from "./lines-props.ts";
import css from "./lines.module.css";
import { sumOf } from "./sums.ts";
import { useLines } from "./use-lines.ts";

/** A child list on a phone: a card a line, opened to be entered. */
export function LineCards({ id, label, child, by, columns, isTotalled, lines, shown: rows, onChange, onBlur, readOnly, messages, error, showAll, headerCurrency }: LinesProps) {
  const { t } = useTranslation("form");
  const { settings, language } = useWorkspace();
  const commands = useLines(child, lines, onChange);
  const [opened, setOpened] = useState<string | null>(null);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const at = lines.findIndex((line) => line.$key === opened);
  const line = lines[at];
  function close(): void {
    if (opened !== null) setSeen(new Set(seen).add(opened));
    setOpened(null);
    onBlur();
  }
  function remove(key: string): void {
    close();
    toast({ id: `line-${key}`, text: t("lines.removed", { label }), undo: commands.remove(key) });
  }
  const shown = (key: string): Record<string, string> => (showAll || seen.has(key) ? messagesOf(messages, key) : {});
  const sums = columns.filter(({ field }) => isTotalled(field));
  return (
    <div className={css.cards} id={id} tabIndex={-1}>
      {lines.length === 0 && <p className={css.none}>{t("lines.none")}</p>}
      <ul>
        {rows.map((row) => {
          const wrong = Object.keys(shown(row.$key)).length > 0;
          return (
            <li key={row.$key}>
              <button type="button" className={css.card} disabled={readOnly} data-invalid={wrong || undefined} onClick={() => setOpened(row.$key)}>
                {columns.slice(0, 5).map(({ field, view }, place) => (
                  <span key={field.name} className={css.pair} data-first={place === 0 || undefined}>
                    {place > 0 && <span className={css.pairLabel}>{labelText(field.label, language, field.name)}</span>}
                    <view.Display field={field} value={row[field.name] ?? null} dense={view.numeric !== true} currency={lineCurrency(child, by, row, headerCurrency, settings.currency)} {...titles(row, field.name)} />
                  </span>
                ))}
                {wrong && <span className={css.error}><CircleAlert aria-hidden="true" />{Object.values(shown(row.$key))[0]}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {sums.length > 0 && lines.length > 1 && (
        <dl className={css.cardSums}>
          {sums.map(({ field, view }) => (
            <div key={field.name}><dt>{labelText(field.label, language, field.name)}</dt><dd><view.Display field={field} value={sumOf(field, rows)} currency={headerCurrency} /></dd></div>
          ))}
        </dl>
      )}
      {!readOnly && <Button icon={<Plus />} wide onClick={() => setOpened(commands.add())}>{t("lines.add")}</Button>}
      {error !== undefined && <span className={css.error} role="alert"><CircleAlert aria-hidden="true" />{error}</span>}
      <Drawer
        opened={line !== undefined}
        onClose={close}
        title={t("lines.lineOf", { label, place: at + 1 })}
        tools={line && (
          <>
            <IconButton label={t("lines.up")} icon={<MoveUp />} onClick={() => commands.move(line.$key, at - 1)} />
            <IconButton label={t("lines.down")} icon={<MoveDown />} onClick={() => commands.move(line.$key, at + 1)} />
            <IconButton label={t("lines.duplicate")} icon={<Copy />} onClick={() => setOpened(commands.duplicate(line.$key))} />
            <IconButton label={t("lines.remove")} look="danger" icon={<Trash />} onClick={() => remove(line.$key)} />
          </>
        )}
        actions={<Button look="primary" size="md" onClick={close}>{t("lines.done")}</Button>}
      >
        {line && (
          <FieldsForm
            fields={columns.map(({ field }) => field)}
            values={rows[at] ?? line}
            onChange={(name, value) => commands.set(line.$key, name, value)}
            onBlur={() => setSeen(new Set(seen).add(line.$key))}
            errors={shown(line.$key)}
            readOnly={new Set(columns.filter(({ isReadOnly }) => isReadOnly).map(({ field }) => field.name))}
          />
        )}
      </Drawer>
    </div>
  );
}

function titles(row: LineRow, name: string): { titles?: Record<string, string | null> } {
  const found = titlesIn(row, name);
  return found ? { titles: found } : {};
}

/** The messages of one line, by field. */
function messagesOf(messages: Readonly<Record<string, string>>, key: string): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [at, message] of Object.entries(messages)) {
    if (at === key) own[""] = message;
    else if (at.startsWith(`${key}/`)) own[at.slice(key.length + 1)] = message;
  }
  return own;
}
