import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import Eye from "lucide-react/icons/eye";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import { resolvePath } from "#shared/model/paths.ts";
import { columnsOf, wordSetting, wordsSetting } from "#runtime/form/blocks.ts";
import { FieldSlot } from "#runtime/form/FieldSlot.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import css from "./canvas.module.css";
import { useDesigner } from "./designer-context.ts";

interface BlockFaceProps {
  block: BlockDoc;
  /** Draws the blocks it holds. */
  children: (blocks: readonly BlockDoc[], columns: number) => ReactNode;
}

/** What a block looks like on the canvas: fields are the runtime's own inputs, at rest; everything else keeps its outline. */
export function BlockFace({ block, children }: BlockFaceProps) {
  const { t } = useTranslation("designer");
  const { format } = useFieldPorts();
  switch (block.block) {
    case "field":
      return <FieldFace block={block} />;
    case "section": {
      const label = labelText(block.label, format.language);
      return (
        <section className={css.section}>
          {label !== "" && <h3>{label}</h3>}
          {children(block.children ?? [], columnsOf(block))}
        </section>
      );
    }
    case "tabs":
      return <div className={css.tabs}>{children(block.children ?? [], 1)}</div>;
    case "tab":
      return <TabFace block={block}>{children}</TabFace>;
    case "lines":
      return <LinesFace block={block} />;
    case "text":
      return <p className={css.text}>{labelText(block.label, format.language, t("canvas.text"))}</p>;
    case "highlights":
      return <HighlightsFace block={block} />;
    case "related":
      return <RelatedFace block={block} />;
    case "details":
    case "timeline":
    default:
      return <div className={css.outline}>{t(`face.${block.block ?? "unknown"}`, { defaultValue: block.block ?? "" })}</div>;
  }
}

function FieldFace({ block }: { block: BlockDoc }) {
  const { t } = useTranslation("designer");
  const { object } = useDesigner();
  const name = wordSetting(block, "field") ?? "";
  const field = object?.field(name);
  if (!field) return <div className={css.missing}>{t("face.noField", { field: name })}</div>;
  const conditions = (["visible", "required", "readOnly"] as const).filter((setting) => typeof block[setting] === "string");
  const note = conditions.map((setting) => t(`face.when.${setting}`)).join(" · ");
  return (
    <div inert className={css.rest}>
      <FieldSlot id={`canvas-${block.id}`} field={field} value={field.settings.default ?? null} onChange={nothing} required={block.required === true || field.required} readOnly={block.readOnly === true || field.readOnly} note={note === "" ? undefined : note} />
      {typeof block.visible === "string" && <Eye className={css.conditional} aria-hidden="true" />}
    </div>
  );
}

const nothing = (): void => undefined;

/** On the canvas every tab is open, one below the other, so that blocks can be moved between them. */
function TabFace({ block, children }: BlockFaceProps) {
  const { format } = useFieldPorts();
  return (
    <section className={css.tab}>
      <h3>{labelText(block.label, format.language, block.id)}</h3>
      {children(block.children ?? [], 1)}
    </section>
  );
}

/** A child list: its columns, and a first line at rest. */
function LinesFace({ block }: { block: BlockDoc }) {
  const { t } = useTranslation("designer");
  const { object } = useDesigner();
  const { model } = useDraftModel();
  const { format } = useFieldPorts();
  const name = wordSetting(block, "field") ?? "";
  const list = object?.field(name);
  const child = list?.value.class === "children" ? model.object(list.value.of) : undefined;
  if (!list || !child) return <div className={css.missing}>{t("face.noField", { field: name })}</div>;
  return <ColumnsFace title={labelText(list.label, format.language, name)} columns={(wordsSetting(block, "columns") ?? []).map((column) => labelText(resolvePath(model, child, column)?.label, format.language, column))} />;
}

function RelatedFace({ block }: { block: BlockDoc }) {
  const { t } = useTranslation("designer");
  const { model } = useDraftModel();
  const { format } = useFieldPorts();
  const source = model.object(wordSetting(block, "object") ?? "");
  if (!source) return <div className={css.missing}>{t("face.noObject")}</div>;
  return <ColumnsFace title={labelText(block.label, format.language) || labelText(source.plural, format.language, source.name)} columns={(wordsSetting(block, "columns") ?? []).map((column) => labelText(resolvePath(model, source, column)?.label, format.language, column))} />;
}

function ColumnsFace({ title, columns }: { title: string; columns: readonly string[] }) {
  return (
    <div className={css.lines}>
      <h4>{title}</h4>
      <div className={css.columns}>{columns.map((column, at) => <span key={at}>{column}</span>)}</div>
      <div className={css.ghost} aria-hidden="true" />
    </div>
  );
}

function HighlightsFace({ block }: { block: BlockDoc }) {
  const { object } = useDesigner();
  const { format } = useFieldPorts();
  return (
    <dl className={css.highlights}>
      {(wordsSetting(block, "fields") ?? []).map((name) => <div key={name}><dt>{labelText(object?.field(name)?.label, format.language, name)}</dt><dd>–</dd></div>)}
    </dl>
  );
}
