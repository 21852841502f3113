import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { missing } from "./requirements.mjs";
import { hasRuntime, isBuilt, outputFolder, root } from "./sources.mjs";

/** Builds in a process of its own, so that the server does not carry the bundler's memory. */
function buildApart(halves) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "scripts", "build.mjs"), ...halves], { cwd: root, stdio: ["ignore", 2, 2] });
    const stop = () => child.kill();
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
    child.once("exit", (code, signal) => {
      process.off("SIGTERM", stop);
      process.off("SIGINT", stop);
      resolve(signal ? 1 : (code ?? 1));
    });
  });
}

/**
 * Checks the machine, builds what is not built and imports an entry of the server's half in this process, so that signals
 * reach it. Ends the process with one line where that can't be.
 * @param {"main" | "cli"} entry
 * @param {boolean} screens whether dist/web is needed too
 */
export async function launch(entry, screens) {
  const lack = missing();
  if (lack) {
    console.error(lack);
    process.exit(1);
  }
  if (!isBuilt("server") || (screens && hasRuntime() && !isBuilt("web"))) {
    const code = await buildApart(screens ? [] : ["server"]);
    if (code !== 0) process.exit(code);
  }
  return import(pathToFileURL(join(outputFolder("server"), `${entry}.js`)).href);
}
