// Builds what is not built: the browser's half into dist/web, the server's into dist/server. `--force` builds anew; `server` or
// `web` names one half, without a name both.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { hasRuntime, isBuilt, outputFolder, root, sourceHash, stamp } from "./sources.mjs";

const force = process.argv.includes("--force");
const halves = process.argv.slice(2).filter((argument) => argument === "server" || argument === "web");
const wants = (half) => halves.length === 0 || halves.includes(half);
const COMPRESSED = new Set([".js", ".css", ".html", ".svg", ".json", ".webmanifest", ".map", ".txt"]);

/** Files are built beside and moved at the end, so that nobody starts from half a build. */
async function build(half, run) {
  if (!force && isBuilt(half)) return;
  const started = Date.now();
  const hash = sourceHash(half);
  const fresh = `${outputFolder(half)}.${process.pid}`;
  const old = `${fresh}.old`;
  try {
    await run(fresh);
    // A file that was changed while the bundler ran has another hash by now: then the next start builds again.
    stamp(fresh, half, sourceHash(half) === hash ? hash : "");
    if (existsSync(outputFolder(half))) renameSync(outputFolder(half), old);
    renameSync(fresh, outputFolder(half));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
  console.log(`built ${half} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

async function vite(target, outDir) {
  process.env.TANGRAM_BUILD = target;
  process.env.NODE_ENV = "production";
  const { build: viteBuild } = await import("vite");
  await viteBuild({ root, configFile: join(root, "vite.config.ts"), logLevel: "warn", build: { outDir, emptyOutDir: true } });
}

/** `app.js.br` and `app.js.gz` beside `app.js`, so that the server never compresses a file while somebody waits. */
async function precompress(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && COMPRESSED.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    files.map(async (file) => {
      const content = readFileSync(file);
      if (content.length < 1024) return;
      const [br, gz] = await Promise.all([
        promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
        promisify(gzip)(content, { level: 9 }),
      ]);
      writeFileSync(`${file}.br`, br);
      writeFileSync(`${file}.gz`, gz);
    }),
  );
}

try {
  if (wants("server")) await build("server", (folder) => vite("server", folder));
  if (wants("web") && hasRuntime()) {
    await build("web", async (folder) => {
      await vite("web", folder);
      await precompress(folder);
    });
  } else if (wants("web")) {
    console.log("runtime/main.tsx is missing: the server is built without screens");
  }
} catch (error) {
  // The bundler's message names file and line; its stack is of no use here.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
