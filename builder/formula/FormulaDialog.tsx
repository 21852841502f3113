import Search from "lucide-react/icons/search";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FunctionDefinition, FunctionGroup } from "#shared/formula/define.ts";
import { FUNCTIONS } from "#shared/formula/registry.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { matches } from "#shared/ui/match.ts";
import { TextInput } from "#shared/ui/TextInput.tsx";
import type { FormulaHandle } from "./FormulaInput.tsx";
import { FormulaWork, type FormulaProps } from "./FormulaWork.tsx";
import { FunctionHelp } from "./FunctionHelp.tsx";
import css from "./formula.module.css";

const GROUPS: readonly FunctionGroup[] = ["logic", "math", "text", "chinese", "date", "calendar", "money", "list", "aggregate", "record"];

/** The editor with room to write, and all functions beside it. What is typed is in the draft at once, as everywhere. */
export function FormulaDialog({ onClose, ...editor }: FormulaProps & { onClose: () => void }) {
  const { t } = useTranslation("studio");
  const handle = useRef<FormulaHandle>(null);
  return (
    <Dialog opened onClose={onClose} title={editor.label ?? t("formula.title")} width={720} actions={<Button size="md" look="primary" onClick={onClose}>{t("formula.done")}</Button>}>
      <div className={css.large}>
        <FormulaWork {...editor} id={undefined} label={t("formula.title")} handle={handle} autoFocus />
        <Functions onChoose={({ name, params }) => handle.current?.insert(`${name}()`, name.length + (params.length === 0 ? 2 : 1))} readOnly={editor.readOnly === true} />
      </div>
    </Dialog>
  );
}

/** Every function by group: what the chosen one does, and a way to put it in. */
function Functions({ onChoose, readOnly }: { onChoose: (definition: FunctionDefinition) => void; readOnly: boolean }) {
  const { t } = useTranslation(["studio", "functions"]);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<FunctionDefinition | null>(null);
  const shown = FUNCTIONS.filter(({ name, aliases = [] }) => matches(query, `${name} ${aliases.join(" ")} ${t(`functions:does.${name}`)}`));
  return (
    <section className={css.book} aria-label={t("studio:formula.functions")}>
      <TextInput size="sm" type="search" aria-label={t("studio:formula.findFunction")} placeholder={t("studio:formula.findFunction")} before={<Search />} clearable value={query} onChange={setQuery} />
      <ul className={css.bookList}>
        {GROUPS.map((group) => {
          const members = shown.filter((one) => one.group === group);
          if (members.length === 0) return null;
          return (
            <li key={group}>
              <h3 className={css.bookGroup}>{t(`functions:group.${group}`)}</h3>
              <ul>{members.map((one) => <li key={one.name}><button type="button" className={css.bookItem} aria-pressed={one === chosen} onClick={() => setChosen(one)} onDoubleClick={() => !readOnly && onChoose(one)}>{one.name}</button></li>)}</ul>
            </li>
          );
        })}
      </ul>
      {chosen && (
        <div className={css.bookHelp}>
          <FunctionHelp definition={chosen} examples />
          {!readOnly && <Button onClick={() => onChoose(chosen)}>{t("studio:formula.insertFunction", { name: chosen.name })}</Button>}
        </div>
      )}
    </section>
  );
}
