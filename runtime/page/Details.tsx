import ChevronRight from "lucide-react/icons/chevron-right";
import { useMemo, useState } from "react";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { columnsOf, formOf, spanOf, wordSetting } from "#runtime/form/blocks.ts";
import { formState, type FormState } from "#runtime/form/form-state.ts";
import { canonicalValues } from "#runtime/form/values.ts";
import { labelText } from "#shared/lib/label.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import css from "./details.module.css";
import { InlineField } from "./InlineField.tsx";
import { LinesCard } from "./LinesCard.tsx";
import { useShown } from "./record-context.ts";

/** The record as its form lays it out, read as text. `form` names another form than the record's own. */
export function Details({ form: named }: { form?: string | undefined }) {
  const { object, record } = useShown();
  const { model, fieldRight } = useWorkspace();
  const form = (named === undefined ? undefined : model.forms.get(named)) ?? formOf(model, object, record.record_type);
  const states = useMemo(
    () => formState(object, form, canonicalValues(object, record), (name) => fieldRight(object.name, name)),
    [object, form, record, fieldRight],
  );
  return <div className={css.details}><ReadBlocks blocks={form.body ?? []} states={states} /></div>;
}

/** Fields that follow each other stand in one set of columns, whatever block they came from. */
function ReadBlocks({ blocks, states }: { blocks: readonly BlockDoc[]; states: FormState }) {
  const visible = blocks.filter((block) => states[block.id]?.visible !== false);
  return visible.map((block) => <ReadBlock key={block.id} block={block} states={states} columns={2} />);
}

function ReadBlock({ block, states, columns }: { block: BlockDoc; states: FormState; columns: number }) {
  const { object } = useShown();
  const { language } = useWorkspace();
  switch (block.block) {
    case "field": {
      const field = object.field(wordSetting(block, "field") ?? "");
      const state = states[block.id];
      if (!field || !state) return null;
      return <div className={css.cell} data-wide={spanOf(block, columns) > 1 || field.value.class === "long_text" || undefined}><InlineField field={field} state={state} /></div>;
    }
    case "section":
      return <ReadSection block={block} states={states} />;
    case "tabs":
    case "tab":
      // Read, everything is in sight: a tab of a form is a part under its name.
      return (block.children ?? []).filter((child) => states[child.id]?.visible !== false).map((child) => <ReadBlock key={child.id} block={child} states={states} columns={columns} />);
    case "lines":
      return <LinesCard block={block} readOnly={states[block.id]?.readOnly === true} />;
    case "text":
      return <p className={css.text}>{labelText(block.label, language)}</p>;
    default:
      return null;
  }
}

function ReadSection({ block, states }: { block: BlockDoc; states: FormState }) {
  const { language } = useWorkspace();
  const [isOpen, setOpen] = useState(block.collapsed !== true);
  const children = (block.children ?? []).filter((child) => states[child.id]?.visible !== false);
  const fields = children.filter((child) => child.block === "field");
  const others = children.filter((child) => child.block !== "field");
  if (children.length === 0) return null;
  const columns = Math.min(columnsOf(block), 2);
  const label = labelText(block.label, language);
  return (
    <section className={css.section}>
      {label !== "" && fields.length > 0 && (
        <h2 className={css.heading}>
          <button type="button" className={css.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><ChevronRight aria-hidden="true" />{label}</button>
        </h2>
      )}
      {isOpen && fields.length > 0 && (
        <div className={css.grid} data-columns={columns}>
          {fields.map((child) => <ReadBlock key={child.id} block={child} states={states} columns={columns} />)}
        </div>
      )}
      {isOpen && others.map((child) => <ReadBlock key={child.id} block={child} states={states} columns={columns} />)}
    </section>
  );
}
