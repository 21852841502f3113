// node scripts/run-ts.mjs path/to/script.ts [arguments]: runs a TypeScript script of the project, imports resolved as everywhere.
import { resolve } from "node:path";
import { runnerImport } from "vite";
import { root } from "./sources.mjs";

const [script, ...rest] = process.argv.slice(2);
if (!script) {
  console.error("usage: node scripts/run-ts.mjs script.ts [arguments]");
  process.exit(2);
}
process.argv = [process.argv[0], resolve(script), ...rest];
await runnerImport(resolve(script), { root, configFile: false, logLevel: "error" });
