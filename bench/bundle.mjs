// node bench/bundle.mjs script.ts out.js: one script of the bench as plain JavaScript beside the project's packages.
import { build } from "vite";
import { fileURLToPath } from "node:url";
import { basename, dirname } from "node:path";

const [script, out] = process.argv.slice(2);
await build({
  root: fileURLToPath(new URL("..", import.meta.url)),
  configFile: false,
  logLevel: "error",
  build: { ssr: true, target: "node20", outDir: dirname(out), emptyOutDir: false, rollupOptions: { input: script, output: { entryFileNames: basename(out) } } },
});
