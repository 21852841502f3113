import { useMediaQuery } from "@mantine/hooks";
import PanelLeft from "lucide-react/icons/panel-left";
import PanelRight from "lucide-react/icons/panel-right";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { Drawer } from "#shared/ui/Drawer.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Conflict } from "./Conflict.tsx";
import { ProblemsBar } from "./ProblemsBar.tsx";
import { Rail, type Designer } from "./Rail.tsx";
import { StudioBar, type Crumb, type EditorControls } from "./StudioBar.tsx";
import css from "./studio.module.css";

export interface StudioFrameProps {
  /** Which designer of the rail this is. */
  designer: Designer;
  /** Where one is, from the outside in; the last is the screen's title. */
  crumbs: readonly Crumb[];
  /** Of the document on the screen (`useDocumentEditor`): undo, redo, save state, conflict. */
  editor?: EditorControls | undefined;
  /** In the middle of the bar: Desktop | Phone. */
  tools?: ReactNode;
  /** Before "Publish…": Preview. */
  actions?: ReactNode;
  /** Left, 232 wide: what can be added, or a list to choose from. */
  palette?: ReactNode;
  /** Right, 320 wide: settings of what is selected. */
  inspector?: ReactNode;
  /** Names the two panels where they are drawers (narrow windows). */
  paletteLabel?: string;
  inspectorLabel?: string;
  /** `dots`: something is laid out on it; `paper`: a table or list that goes to the edges. */
  canvas?: "dots" | "paper" | "plain";
  /** What is wrong with the document; floats at the bottom of the canvas. */
  problems?: readonly Diagnostic[] | undefined;
  /** Shows the control that a problem stands at. */
  onProblem?: ((problem: Diagnostic) => void) | undefined;
  children: ReactNode;
}

/** What stands around every designer: bar, rail, palette, canvas, inspector, problems. Narrow windows get the panels as drawers. */
export function StudioFrame(props: StudioFrameProps) {
  const { designer, crumbs, editor, tools, actions, palette, inspector, paletteLabel, inspectorLabel, canvas = "dots", problems = [], onProblem, children } = props;
  const { t } = useTranslation("studio");
  const isNarrow = useMediaQuery("(max-width: 959px)") === true;
  const [panel, setPanel] = useState<"palette" | "inspector" | null>(null);
  const left = paletteLabel ?? t("frame.palette");
  const right = inspectorLabel ?? t("frame.inspector");
  const toggles = isNarrow && (
    <>
      {palette !== undefined && <IconButton label={left} icon={<PanelLeft />} onClick={() => setPanel("palette")} />}
      {inspector !== undefined && <IconButton label={right} icon={<PanelRight />} onClick={() => setPanel("inspector")} />}
    </>
  );
  return (
    <div className={css.studio}>
      <a className={css.skip} href="#canvas" onClick={(event) => { event.preventDefault(); document.getElementById("canvas")?.focus(); }}>{t("frame.skip")}</a>
      <StudioBar crumbs={crumbs} editor={editor} tools={tools} actions={<>{toggles}{actions}</>} publishes={designer !== "releases"} />
      <Rail current={designer} />
      <div className={css.work} data-palette={(!isNarrow && palette !== undefined) || undefined} data-inspector={(!isNarrow && inspector !== undefined) || undefined}>
        {!isNarrow && palette !== undefined && <aside className={css.palette} aria-label={left}>{palette}</aside>}
        <main id="canvas" tabIndex={-1} className={css.canvas} data-ground={canvas}>
          {editor?.status === "conflict" && editor.theirs !== null ? <Conflict editor={editor} theirs={editor.theirs} /> : null}
          <div className={css.scroll}>{children}</div>
          <ProblemsBar problems={problems} onProblem={onProblem} />
        </main>
        {!isNarrow && inspector !== undefined && <aside className={css.inspector} aria-label={right}>{inspector}</aside>}
        {isNarrow && palette !== undefined && <Drawer opened={panel === "palette"} onClose={() => setPanel(null)} title={left} side="left">{palette}</Drawer>}
        {isNarrow && inspector !== undefined && <Drawer opened={panel === "inspector"} onClose={() => setPanel(null)} title={right}>{inspector}</Drawer>}
      </div>
    </div>
  );
}
