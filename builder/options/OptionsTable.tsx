import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import ListPlus from "lucide-react/icons/list-plus";
import Plus from "lucide-react/icons/plus";
import { useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { LANGUAGES, labelText, type Label } from "#shared/lib/label.ts";
import type { OptionDoc } from "#shared/metadata/option-set.ts";
import { Button } from "#shared/ui/Button.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import { together } from "../commands/command.ts";
import { addElement, moveElement, removeElement, setValue } from "../commands/edits.ts";
import { diagnosticAt, useDiagnosticText } from "../draft/diagnostic-text.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { useSortAnnouncements } from "../inspector/sort-announcements.ts";
import { BulkOptions } from "./BulkOptions.tsx";
import { newOptions, typedInLine } from "./new-options.ts";
import { OptionRow } from "./OptionRow.tsx";
import type { OptionUser } from "./option-users.ts";
import { RemoveOption } from "./RemoveOption.tsx";
import css from "./options.module.css";

interface OptionsTableProps {
  editor: DocumentEditor<"option-set">;
  /** The set whose options these are: the document's own, or the one that it extends. */
  set: string;
  users: readonly OptionUser[];
  /** Records that hold each option; undefined while it is asked, null where it can't be. */
  counts: ReadonlyMap<string, number> | null | undefined;
  /** Of the whole set, its extensions too: no value is given twice. */
  all: readonly OptionDoc[];
}

const LIST = ["options"];

/** The options of one document, a row each: words in both languages, hue, order. Up and down go along a column, Enter opens the line for a new one. */
export function OptionsTable({ editor, set, users, counts, all }: OptionsTableProps) {
  const { t } = useTranslation("options");
  const { language, model: released } = useWorkspace();
  const text = useDiagnosticText();
  const { document, run } = editor;
  const options = document.options ?? [];
  const isFixed = editor.status === "readonly";
  const [removing, setRemoving] = useState<OptionDoc | null>(null);
  const [isBulk, setBulk] = useState(false);
  const body = useRef<HTMLTableElement>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const values = options.map(({ value }) => value);
  const wasReleased = new Set(releasedOptions(released.documents.get(`option-set/${set}`)));
  const order = [language, ...LANGUAGES.filter((one) => one !== language)];
  const nameOf = (id: string): string => labelText(options.find(({ value }) => value === id)?.label, language, id);
  const accessibility = useSortAnnouncements(values, nameOf);
  const problemAt = (pointer: string): string | undefined => {
    const found = diagnosticAt(editor.diagnostics, pointer);
    return found && text(found);
  };
  function end({ active, over }: DragEndEvent): void {
    if (over && over.id !== active.id) run(moveElement(LIST, String(active.id), values.indexOf(String(over.id))));
  }
  function add(labels: readonly Label[]): void {
    run(together(newOptions(labels, all).map((option) => addElement(LIST, option))));
  }
  function remove(option: OptionDoc): void {
    const place = values.indexOf(option.value);
    run(removeElement(LIST, option.value));
    setRemoving(null);
    toast({ text: t("remove.done", { name: nameOf(option.value) }), undo: () => run(addElement(LIST, option, place)) });
  }
  /** What was never published is held by nothing: it just goes. */
  function askToRemove(option: OptionDoc): void {
    if (wasReleased.has(option.value)) setRemoving(option);
    else remove(option);
  }
  /** Up and down stay in the column, as in any table of inputs. */
  function press(event: KeyboardEvent<HTMLTableElement>): void {
    const input = event.target instanceof HTMLInputElement ? event.target : null;
    if (!input || input.dataset["column"] === undefined || event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    const column = [...(body.current?.querySelectorAll<HTMLInputElement>(`input[data-column="${input.dataset["column"]}"]`) ?? [])];
    const next = column[column.indexOf(input) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  }
  return (
    <section aria-label={document.name === set ? t("table.label") : document.name}>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={end}
        accessibility={accessibility}
      >
        <table ref={body} className={css.table} onKeyDown={press}>
          <thead>
            <tr>
              <th scope="col" className={css.gripColumn}><span className={css.hidden}>{t("table.order")}</span></th>
              <th scope="col" className={css.hueColumn}><span className={css.hidden}>{t("hue")}</span></th>
              {order.map((one) => <th key={one} scope="col">{t(`table.in.${one}`)}</th>)}
              <th scope="col" className={css.valueColumn}>{t("table.value")}</th>
              {counts !== null && <th scope="col" className={css.countColumn}>{t("table.records")}</th>}
              <th scope="col" className={css.menuColumn}><span className={css.hidden}>{t("table.more")}</span></th>
            </tr>
          </thead>
          <SortableContext items={values} strategy={verticalListSortingStrategy}>
            <tbody>
              {options.map((option, index) => (
                <OptionRow
                  key={option.value}
                  option={option}
                  order={order}
                  isFixed={isFixed}
                  isReleased={wasReleased.has(option.value)}
                  others={all.filter(({ value }) => value !== option.value)}
                  count={counts === null ? null : counts?.get(option.value) ?? (counts === undefined ? undefined : 0)}
                  problem={problemAt(`/options/${index}`)}
                  onLabel={(label) => run(setValue([...LIST, option.value, "label"], label))}
                  onSetting={(setting, value) => run(setValue([...LIST, option.value, setting], value))}
                  onValue={(value) => run(setValue(LIST, options.map((one) => (one === option ? { ...one, value } : one))))}
                  onRemove={() => askToRemove(option)}
                />
              ))}
            </tbody>
          </SortableContext>
        </table>
      </DndContext>
      {options.length === 0 && <p className={css.none}>{t("table.none")}</p>}
      {!isFixed && (
        <div className={css.addRow}>
          <NewOption language={language} onAdd={add} />
          <Button icon={<ListPlus />} onClick={() => setBulk(true)}>{t("bulk.open")}</Button>
        </div>
      )}
      {isBulk && <BulkOptions there={all} onAdd={(made) => { run(together(made.map((option) => addElement(LIST, option)))); setBulk(false); }} onClose={() => setBulk(false)} />}
      {removing !== null && <RemoveOption option={removing} users={users} set={set} onRemove={() => remove(removing)} onRetire={() => { run(setValue([...LIST, removing.value, "inactive"], true)); setRemoving(null); }} onClose={() => setRemoving(null)} />}
    </section>
  );
}

/** The line for new ones: Enter adds and stays, commas part several. */
function NewOption({ language, onAdd }: { language: "en" | "zh-CN"; onAdd: (labels: readonly Label[]) => void }) {
  const { t } = useTranslation("options");
  const [typed, setTyped] = useState("");
  function add(): void {
    const labels = typedInLine(typed, language);
    if (labels.length === 0) return;
    onAdd(labels);
    setTyped("");
  }
  return (
    <form className={css.newOption} onSubmit={(event) => { event.preventDefault(); add(); }}>
      <TextInput size="sm" aria-label={t("new.option")} placeholder={t("new.optionPlaceholder")} value={typed} onChange={setTyped} />
      <Button type="submit" icon={<Plus />} {...(typed.trim() === "" && { disabledReason: t("new.typeFirst") })}>{t("new.add")}</Button>
    </form>
  );
}

function releasedOptions(document: { kind: string } | undefined): readonly string[] {
  const options = document && "options" in document ? document.options : undefined;
  return Array.isArray(options) ? options.map(({ value }: OptionDoc) => value) : [];
}
