// npm run bench: builds what is not built, then measures (bench/main.ts).
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./sources.mjs";

const built = spawnSync(process.execPath, [join(root, "scripts", "build.mjs")], { cwd: root, stdio: "inherit" });
if (built.status !== 0) process.exit(built.status ?? 1);
const run = spawnSync(process.execPath, [join(root, "scripts", "run-ts.mjs"), join(root, "bench", "main.ts"), ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
process.exit(run.status ?? 1);
