// Monaco's JSON language, in a worker of our own origin.
import "monaco-editor/languages/features/json/json.worker";
