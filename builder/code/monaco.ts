// An editor has the features that are known when it is made, and the JSON mode brings its own later: all stand here.
import "monaco-editor/features/register.all";
import "monaco-editor/editor/contrib/suggest/browser/suggestController";
import * as monaco from "monaco-editor/editor/editor.api";
import { jsonDefaults } from "monaco-editor/languages/features/json/register";
import { isKnownKind } from "#shared/metadata/document.ts";
import { DOCUMENT_SCHEMAS } from "#shared/metadata/schemas.ts";
import { documentSchemaOf } from "#shared/model/schema.ts";

// This file is a chunk of its own, which comes when a document is first opened as code. Its workers are files of ours, as the CSP wants.

self.MonacoEnvironment = {
  // Written out in full: that is how the bundler finds the files.
  getWorker: (_id, label) => (label === "json" ? new Worker(new URL("./json.worker.ts", import.meta.url), { type: "module" }) : new Worker(new URL("./editor.worker.ts", import.meta.url), { type: "module" })),
};

/** The address of a document as an editor's model; the schema of its kind is found by it. */
export function modelUri(kind: string, name: string): monaco.Uri {
  return monaco.Uri.parse(`tangram://draft/${kind}/${name}.json`);
}

jsonDefaults.setDiagnosticsOptions({
  validate: true,
  allowComments: false,
  enableSchemaRequest: false,
  schemaValidation: "error",
  schemas: Object.keys(DOCUMENT_SCHEMAS).filter(isKnownKind).map((kind) => ({ uri: `tangram://schema/${kind}.json`, fileMatch: [`tangram://draft/${kind}/*.json`], schema: documentSchemaOf(kind) })),
});

/** Gives the editor the colours of the page as it is now, by day or by night. */
export function applyTheme(): void {
  const style = getComputedStyle(document.documentElement);
  // The editor knows colours of six digits only; what builds the page writes `#fff`.
  const color = (token: string): string => style.getPropertyValue(`--${token}`).trim().replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  const isDark = document.documentElement.getAttribute("data-mantine-color-scheme") === "dark";
  monaco.editor.defineTheme("tangram", {
    base: isDark ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      { token: "string.key.json", foreground: color("accent-text").slice(1) },
      { token: "string.value.json", foreground: color("text-1").slice(1) },
      { token: "number", foreground: color("violet-text").slice(1) },
      { token: "keyword.json", foreground: color("rouge-text").slice(1) },
    ],
    colors: {
      "editor.background": color("bg-surface"),
      "editor.foreground": color("text-1"),
      "editorLineNumber.foreground": color("text-3"),
      "editorLineNumber.activeForeground": color("text-1"),
      "editor.selectionBackground": color("accent-tint-2"),
      "editorWidget.background": color("bg-raised"),
      "editorWidget.border": color("line-1"),
      "editorSuggestWidget.selectedBackground": color("accent-tint-2"),
      "editorSuggestWidget.selectedForeground": color("text-1"),
      "editor.lineHighlightBackground": color("bg-canvas"),
      "editorError.foreground": color("danger"),
      "editorWarning.foreground": color("warning"),
      focusBorder: color("focus"),
    },
  });
  monaco.editor.setTheme("tangram");
}

export { monaco };
