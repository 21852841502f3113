import ChevronRight from "lucide-react/icons/chevron-right";
import { lazy, Suspense, useId, useState } from "react";
import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { titlesIn } from "#runtime/data/records.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { sameJson, type Json } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import type { FieldModel } from "#shared/model/model.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import { Skeleton } from "#shared/ui/Skeleton.tsx";
import { Tabs } from "#shared/ui/Tabs.tsx";
import { columnsOf, holdsField, spanOf, wordSetting } from "./blocks.ts";
import fieldCss from "./fields.module.css";
import { FieldSlot } from "./FieldSlot.tsx";
import { jsonValue } from "./fields.ts";
import { useForm } from "./form-context.ts";
import { useLive } from "./live/use-live.ts";
import type { Told } from "./problems.ts";
import css from "./form.module.css";

const LinesBlock = lazy(async () => ({ default: (await import("./lines/LinesBlock.tsx")).LinesBlock }));

/** The blocks of a form, those that are visible. `columns` is how many the blocks stand in. */
export function FormBlocks({ blocks, columns = 1 }: { blocks: readonly BlockDoc[]; columns?: number }) {
  const { states, object, record } = useForm();
  // What the platform gives (numbers) is not there before the first save; what is computed is.
  const isGivenLater = (block: BlockDoc): boolean => {
    const field = block.block === "field" ? object.field(wordSetting(block, "field") ?? "") : undefined;
    return record === null && field?.readOnly === true && field.computed === null;
  };
  return blocks.filter((block) => states[block.id]?.visible !== false && !isGivenLater(block)).map((block) => <Placed key={block.id} block={block} columns={columns} />);
}

/** In columns a field takes its own width, everything else the whole row. */
function Placed({ block, columns }: { block: BlockDoc; columns: number }) {
  if (columns === 1) return <FormBlock block={block} />;
  const span = block.block === "field" ? spanOf(block, columns) : columns;
  const width = span === 1 ? fieldCss.one : span === columns ? fieldCss.wide : fieldCss.two;
  return <div className={width}><FormBlock block={block} /></div>;
}

function FormBlock({ block }: { block: BlockDoc }) {
  switch (block.block) {
    case "field":
      return <FieldBlock block={block} />;
    case "section":
      return <SectionBlock block={block} />;
    case "tabs":
      return <TabsBlock block={block} />;
    case "lines":
      return <Suspense fallback={<div className={css.waiting}><Skeleton height={32} /></div>}><LinesBlock block={block} /></Suspense>;
    case "text":
      return <TextBlock block={block} />;
    case "tab": // drawn by its tabs
    default:
      return null; // a kind that a later version brings
  }
}

function FieldBlock({ block }: { block: BlockDoc }) {
  const { object } = useForm();
  const field = object.field(wordSetting(block, "field") ?? "");
  if (!field) return null;
  return field.computed === null ? <TypedBlock block={block} /> : <ComputedBlock field={field} />;
}

/** A field that is computed while the others are typed. */
function ComputedBlock({ field }: { field: FieldModel }) {
  const { t } = useTranslation("form");
  const { object, live, formId, record } = useForm();
  const { value, waiting, untold, error, warning } = useLive(live, (now) => ({
    value: now.header()[field.name] ?? null,
    waiting: now.isWaiting(object.name, field.name),
    untold: now.isUntold(object.name, field.name),
    error: remarkAt(now.remarks.errors, field.name),
    warning: remarkAt(now.remarks.warnings, field.name),
  }));
  const isStored = record !== null && sameJson(value, record[field.name] ?? null);
  return (
    <FieldSlot
      id={`${formId}-${field.name}`}
      field={field}
      value={value}
      onChange={ignore}
      readOnly
      waiting={waiting}
      error={error ?? undefined}
      hint={warning ?? (untold ? t("computed.onSave") : undefined)}
      titles={isStored ? titlesIn(record, field.name) : undefined}
    />
  );
}

/** Nobody types into it. */
function ignore(): void {}

/** What a preview of the save says of a field as a whole. */
function remarkAt(remarks: readonly Told[], field: string): string | null {
  return remarks.find((told) => told.field === field && told.line === null)?.message ?? null;
}

function TypedBlock({ block }: { block: BlockDoc }) {
  const { object, control, states, formId, record, live } = useForm();
  const name = wordSetting(block, "field") ?? "";
  const [error, warning] = useLive(live, ({ remarks }) => [remarkAt(remarks.errors, name), remarkAt(remarks.warnings, name)]);
  const { field: input, fieldState } = useController({ control, name });
  const field = object.field(name);
  const state = states[block.id];
  if (!field || !state) return null;
  const value = jsonValue(input.value);
  const isStored = record !== null && sameJson(value, record[name] ?? null);
  return (
    <FieldSlot
      id={`${formId}-${name}`}
      field={field}
      value={value}
      onChange={(_name, next) => input.onChange(next)}
      onBlur={() => {
        // Passing through is no reason to be told that something is missing.
        if (fieldState.isDirty || fieldState.isTouched || !isBlank(value)) input.onBlur();
      }}
      required={state.required}
      readOnly={state.readOnly}
      error={fieldState.error?.message ?? error ?? undefined}
      hint={warning ?? undefined}
      titles={isStored ? titlesIn(record, name) : undefined}
    />
  );
}

function isBlank(value: Json): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function SectionBlock({ block }: { block: BlockDoc }) {
  const { reveal } = useForm();
  const { format } = useFieldPorts();
  const [isOpen, setOpen] = useState(block.collapsed !== true);
  useRevealed(block, reveal, () => setOpen(true));
  const id = useId();
  const label = labelText(block.label, format.language);
  const columns = columnsOf(block);
  return (
    <section className={css.section} aria-labelledby={label === "" ? undefined : id}>
      {label !== "" && (
        <h2 className={css.heading} id={id}>
          {block.collapsed === undefined ? label : (
            <button type="button" className={css.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              <ChevronRight aria-hidden="true" />
              {label}
            </button>
          )}
        </h2>
      )}
      {isOpen && (
        <div className={fieldCss.sized}>
          <div className={fieldCss.grid} data-columns={columns}><FormBlocks blocks={block.children ?? []} columns={columns} /></div>
        </div>
      )}
    </section>
  );
}

function TabsBlock({ block }: { block: BlockDoc }) {
  const { t } = useTranslation("form");
  const { states, reveal, control } = useForm();
  const { format } = useFieldPorts();
  const tabs = (block.children ?? []).filter((tab) => states[tab.id]?.visible !== false);
  const [chosen, setChosen] = useState(tabs[0]?.id ?? "");
  useRevealed(block, reveal, (field) => {
    const holder = tabs.find((tab) => holdsField(tab, field));
    if (holder) setChosen(holder.id);
  });
  const current = tabs.find((tab) => tab.id === chosen) ?? tabs[0];
  if (!current) return null;
  return (
    <div className={css.tabs}>
      <Tabs
        label={t("tabs")}
        value={current.id}
        onChange={setChosen}
        tabs={tabs.map((tab) => ({ value: tab.id, label: <TabLabel key={tab.id} tab={tab} language={format.language} control={control} /> }))}
      >
        <div className={css.panel}><FormBlocks blocks={current.children ?? []} /></div>
      </Tabs>
    </div>
  );
}

/** With the count of lines, where the tab holds one list. */
function TabLabel({ tab, language, control }: { tab: BlockDoc; language: "en" | "zh-CN"; control: ReturnType<typeof useForm>["control"] }) {
  const only = tab.children?.length === 1 ? tab.children[0] : undefined;
  const list = only?.block === "lines" ? wordSetting(only, "field") : undefined;
  const label = labelText(tab.label, language, tab.id);
  return list === undefined ? label : <>{label} <LineCount list={list} control={control} /></>;
}

function LineCount({ list, control }: { list: string; control: ReturnType<typeof useForm>["control"] }) {
  const { field } = useController({ control, name: list });
  return Array.isArray(field.value) && field.value.length > 0 ? <span className={css.count}>{field.value.length}</span> : null;
}

function TextBlock({ block }: { block: BlockDoc }) {
  const { format } = useFieldPorts();
  return <p className={css.text}>{labelText(block.label, format.language)}</p>;
}

/** Opens when a field in it is asked for: once for each asking, so that it can be closed again. */
function useRevealed(block: BlockDoc, reveal: { field: string; at: number } | null, open: (field: string) => void): void {
  const [seen, setSeen] = useState(reveal);
  if (reveal === seen) return;
  setSeen(reveal);
  if (reveal !== null && holdsField(block, reveal.field)) open(reveal.field);
}
