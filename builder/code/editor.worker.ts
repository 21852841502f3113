// Monaco's work that would hold up typing (diffs, word lists), in a worker of our own origin.
import "monaco-editor/editor/editor.worker";
