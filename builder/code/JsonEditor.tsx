import { useEffect, useEffectEvent, useRef } from "react";
import { useComputedColorScheme } from "#shared/ui/scheme.ts";
import { placeOfPointer } from "./json-place.ts";
import { applyTheme, modelUri, monaco } from "./monaco.ts";
import css from "./code.module.css";

/** Something to mark in the text, at a JSON pointer. */
export interface Mark {
  pointer: string;
  severity: "error" | "warning";
  message: string;
}

export interface JsonEditorProps {
  kind: string;
  name: string;
  /** What it starts with, and what it takes over whenever `version` changes; in between the text is the editor's own. */
  text: string;
  version: number;
  onChange: (text: string) => void;
  marks: readonly Mark[];
  /** Where the cursor goes when it opens, and whenever this changes: a JSON pointer. */
  at: string | undefined;
  readOnly: boolean;
  label: string;
}

/** A document's text in Monaco: completion and problems by its schema, the model's own problems at their lines. */
export default function JsonEditor({ kind, name, text, version, onChange, marks, at, readOnly, label }: JsonEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const scheme = useComputedColorScheme();
  const changed = useEffectEvent(onChange);
  const start = useEffectEvent(() => text); // what is wanted now; not a reason by itself to write it

  useEffect(() => applyTheme(), [scheme]);

  useEffect(() => {
    if (!host.current) return;
    const uri = modelUri(kind, name);
    const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(start(), "json", uri);
    model.updateOptions({ tabSize: 2, insertSpaces: true });
    const made = monaco.editor.create(host.current, {
      model,
      theme: "tangram",
      automaticLayout: true,
      minimap: { enabled: false },
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--font-mono"),
      fontSize: 13,
      lineHeight: 20,
      scrollBeyondLastLine: false,
      renderLineHighlight: "line",
      fixedOverflowWidgets: true,
      stickyScroll: { enabled: true },
      wordWrap: "on",
      ariaLabel: label,
      accessibilitySupport: "auto",
    });
    editor.current = made;
    const listening = model.onDidChangeContent(() => changed(model.getValue()));
    return () => {
      listening.dispose();
      made.dispose();
      model.dispose();
      editor.current = null;
    };
  }, [kind, name, label]);

  useEffect(() => editor.current?.updateOptions({ readOnly }), [readOnly]);

  // From outside (undo, the visual side, someone else): one edit, so that the editor's own undo still goes back over it.
  useEffect(() => {
    const model = editor.current?.getModel();
    const next = start();
    if (!model || model.getValue() === next) return;
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text: next }], () => null);
  }, [version]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    monaco.editor.setModelMarkers(model, "tangram", marks.map(({ pointer, severity, message }) => ({ ...rangeOf(model, pointer), severity: severity === "error" ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning, message })));
  }, [marks, text]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model || at === undefined) return;
    const range = rangeOf(model, at);
    editor.current?.setSelection(range);
    editor.current?.revealRangeInCenter(range);
    editor.current?.focus();
  }, [at]);

  return <div ref={host} className={css.editor} />;
}

function rangeOf(model: monaco.editor.ITextModel, pointer: string): monaco.Range {
  const { from, to } = placeOfPointer(model.getValue(), pointer);
  return monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
}
