import { DndContext, DragOverlay, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent, type DragStartEvent } from "@dnd-kit/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { blockKind } from "#shared/kinds/blocks.ts";
import type { FieldChoice } from "../objects/new-fields.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText, type Language } from "#shared/lib/label.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { toast } from "#shared/ui/toast-store.ts";
import { wordSetting } from "#runtime/form/blocks.ts";
import { addElement } from "../commands/edits.ts";
import { pathOfPointer } from "../commands/element-path.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDocumentEditor, type DocumentEditor } from "../draft/hooks.ts";
import { StudioFrame, type StudioFrameProps } from "../shell/StudioFrame.tsx";
import { addBlock, moveBlock, removeBlock } from "./block-commands.ts";
import { findBlock, freeId, placeFor, stepFrom, type Place, type Surface } from "./block-tree.ts";
import { BlockInspector } from "./BlockInspector.tsx";
import { CanvasBlocks } from "./CanvasBlocks.tsx";
import css from "./canvas.module.css";
import { DesignerContext, type DesignerContextValue } from "./designer-context.ts";
import { gapByKey, nearestGap, type Dragged, type Gap } from "./drops.ts";
import { NewFieldDialog } from "./NewFieldDialog.tsx";
import { Palette } from "./Palette.tsx";

interface BlockDesignerProps extends Pick<StudioFrameProps, "designer" | "crumbs" | "tools" | "actions"> {
  editor: DocumentEditor<"form"> | DocumentEditor<"page">;
  object: ObjectModel | null;
  surface: Surface;
  /** What the inspector shows while nothing is chosen: settings of the document itself. */
  settings: ReactNode;
  /** Head of the sheet on the canvas. */
  title: ReactNode;
  /** As on a phone. */
  isNarrow?: boolean;
  /** JSON pointer at which to open. */
  at?: string | undefined;
  /** Instead of the canvas: the preview. */
  preview?: ReactNode;
}

/** Designer of whatever is made of blocks, forms and pages: palette, canvas, inspector; by mouse, touch and keyboard. */
export function BlockDesigner({ editor, object, surface, settings, title, isNarrow = false, at, preview, ...frame }: BlockDesignerProps) {
  const { t } = useTranslation(["designer", "kinds"]);
  const { format } = useFieldPorts();
  const { model } = useDraftModel();
  const objectEditor = useDocumentEditor("object", object?.name ?? "");
  const body = editor.document.body ?? [];
  const isPhone = useMediaQuery("(max-width: 640px)") === true;
  const [selected, select] = useState<string | null>(() => blockAt(editor.document, at));
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [asked, setAsked] = useState<{ type: FieldChoice; word: string; place: Place } | null>(null);
  const readOnly = editor.status === "readonly";
  // Enter chooses, so only Space lifts.
  const keys = { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] };
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }), useSensor(KeyboardSensor, { coordinateGetter: gapByKey, keyboardCodes: keys }));

  function nameOf(block: BlockDoc): string {
    const field = wordSetting(block, "field");
    if (field !== undefined) return labelText(object?.field(field)?.label, format.language, field);
    const shown = block.block === "related" ? labelText(model.object(wordSetting(block, "object") ?? "")?.plural, format.language) : labelText(block.label, format.language);
    const kind = t(`kinds:block.${block.block ?? ""}`, { defaultValue: block.block ?? "" });
    return shown === "" ? kind : `${kind} · ${shown}`;
  }
  function put(block: BlockDoc, place: Place): void {
    if (editor.run(addBlock(body, block, place))) select(block.id);
  }
  function add(wanted: Dragged, to?: Place): void {
    if (wanted.from !== "palette") return;
    const place = to ?? placeFor(body, wanted.word, selected, surface);
    if (!place) return void toast({ text: t("canvas.noPlace", { name: wanted.name }), id: "no-place" });
    if (wanted.fieldType !== undefined) {
      if (object) setAsked({ type: wanted.fieldType, word: wanted.word, place });
      return;
    }
    put(newBlock(wanted, freeId(body), object, format.language), place);
  }
  function move(id: string, down: boolean): void {
    const place = stepFrom(body, id, down, surface);
    const command = place && moveBlock(body, id, place);
    if (command && editor.run(command)) requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-block="${CSS.escape(id)}"] > button`)?.focus());
  }
  function remove(id: string): void {
    const found = findBlock(body, id);
    const command = removeBlock(body, id);
    if (!found || !command || !editor.run(command)) return;
    select(found.place.holder);
    toast({ text: t("canvas.removed", { name: nameOf(found.block) }), undo: () => editor.undo(), id: "removed-block" });
  }
  function drop({ over }: DragEndEvent): void {
    const gap = over?.data.current as Gap | undefined; // only gaps are droppable
    const held = dragged;
    setDragged(null);
    if (!gap || !held) return;
    if (held.from === "palette") add(held, gap.place);
    else {
      const command = moveBlock(body, held.id, gap.place);
      if (command) editor.run(command);
      select(held.id);
    }
  }

  const context: DesignerContextValue = { surface, object, body, diagnostics: editor.diagnostics, readOnly, selected, select, dragged, add, move, remove, nameOf };
  const chosen = findBlock(body, selected)?.block;
  const say = (name: string | undefined) => ({ name: name ?? "" });
  return (
    <DesignerContext value={context}>
      <DndContext
        sensors={sensors}
        collisionDetection={nearestGap}
        onDragStart={({ active }: DragStartEvent) => setDragged((active.data.current as { dragged: Dragged }).dragged)}
        onDragCancel={() => setDragged(null)}
        onDragEnd={drop}
        accessibility={{
          screenReaderInstructions: { draggable: t("drag.how") },
          announcements: {
            onDragStart: ({ active }) => t("drag.lifted", say(nameOfDragged(active.data.current))),
            onDragOver: ({ over }) => (over ? t("drag.over", { place: placeInWords(over.data.current as Gap | undefined, body, nameOf, t("drag.top")) }) : undefined),
            onDragEnd: ({ active, over }) => t(over ? "drag.dropped" : "drag.nowhere", say(nameOfDragged(active.data.current))),
            onDragCancel: ({ active }) => t("drag.cancelled", say(nameOfDragged(active.data.current))),
          },
        }}
      >
        <StudioFrame
          {...frame}
          editor={editor}
          problems={editor.diagnostics}
          onProblem={(problem) => select(blockAt(editor.document, problem.path))}
          palette={preview === undefined ? <Palette /> : undefined}
          inspector={preview === undefined ? (chosen ? <BlockInspector key={chosen.id} block={chosen} editor={editor} /> : settings) : undefined}
          paletteLabel={t("palette.title")}
          inspectorLabel={t("inspector.title")}
        >
          <div className={css.stage} onClick={() => select(null)}>
            <div className={css.sheet} data-narrow={isNarrow || isPhone || undefined} data-dragging={dragged !== null || undefined}>
              <div className={css.sheetTitle}>{title}</div>
              {preview ?? <CanvasBlocks blocks={body} holder={null} />}
            </div>
          </div>
        </StudioFrame>
        <DragOverlay dropAnimation={null}>{dragged && <div className={css.held}>{dragged.name}</div>}</DragOverlay>
      </DndContext>
      {asked && object && (
        <NewFieldDialog
          type={asked.type}
          object={object}
          onClose={() => setAsked(null)}
          onCreate={(field) => {
            setAsked(null);
            if (objectEditor?.run(addElement(["fields"], field))) put({ id: freeId(body), block: asked.word, field: field.name }, asked.place);
            else toast({ text: t("newField.builtIn"), id: "new-field" });
          }}
        />
      )}
    </DesignerContext>
  );
}

const nameOfDragged = (data: unknown): string => (data as { dragged?: Dragged } | undefined)?.dragged?.name ?? "";

/** Where a gap is, for who does not see it: after which block. */
function placeInWords(gap: Gap | undefined, body: readonly BlockDoc[], nameOf: (block: BlockDoc) => string, top: string): string {
  if (!gap) return "";
  const { holder, index } = gap.place;
  const siblings = holder === null ? body : (findBlock(body, holder)?.block.children ?? []);
  const before = siblings[index - 1] ?? findBlock(body, holder)?.block;
  return before ? nameOf(before) : top;
}

/** The block that a pointer of the document is in or at. */
function blockAt(document: { body?: BlockDoc[] }, pointer: string | undefined): string | null {
  if (pointer === undefined) return null;
  const path = pathOfPointer(document, pointer);
  return path.findLast((step) => findBlock(document.body ?? [], step) !== undefined) ?? null;
}

/** A block of the palette with what it needs to be right from the start. */
function newBlock(wanted: Extract<Dragged, { from: "palette" }>, id: string, object: ObjectModel | null, language: Language): BlockDoc {
  const block: BlockDoc = { id, block: wanted.word, ...(wanted.field !== undefined && { field: wanted.field }) };
  // In the language that it was read in; the other shows the same until it is typed.
  const label = { [language]: wanted.name };
  switch (wanted.word) {
    case "section":
      return { ...block, columns: 2, children: [] };
    case "tabs":
      return { ...block, children: [{ id: `${id}1`, block: "tab", label: { en: "1", "zh-CN": "1" }, children: [] }] };
    case "tab":
      return { ...block, label, children: [] };
    case "text":
      return { ...block, label };
    case "highlights":
      return { ...block, fields: (object?.fields ?? []).filter((field) => field.groupable).slice(0, 4).map((field) => field.name) };
    case "related": {
      const [first] = object?.incoming ?? [];
      return { ...block, object: first?.object ?? object?.name ?? "", by: first?.field ?? "" };
    }
    default:
      return blockKind(wanted.word)?.holds ? { ...block, children: [] } : block;
  }
}
