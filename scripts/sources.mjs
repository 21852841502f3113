import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's folder. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

const COMMON = ["shared", "package-lock.json", "vite.config.ts", "scripts/build.mjs", "scripts/sources.mjs"];
/** What each half of the build is made of. A change in anything else does not call for a new build. */
const INPUTS = {
  server: [...COMMON, "server"],
  web: [...COMMON, "runtime", "builder", "index.html", "studio.html"],
};
const NOT_BUILT = /(\.test\.tsx?|fixtures\.ts|\.md)$/;

/** @param {string} path @param {string[]} files */
function collect(path, files) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    if (!NOT_BUILT.test(path)) files.push(path);
    return;
  }
  for (const entry of readdirSync(path).sort()) collect(join(path, entry), files);
}

/**
 * Content hash of the sources of one half of the build.
 * @param {"server" | "web"} half
 */
export function sourceHash(half) {
  /** @type {string[]} */
  const files = [];
  for (const input of INPUTS[half]) collect(join(root, input), files);
  const hash = createHash("sha256");
  for (const file of files) hash.update(relative(root, file).replaceAll(sep, "/")).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** @param {"server" | "web"} half */
export const outputFolder = (half) => join(root, "dist", half);
/** @param {"server" | "web"} half */
const stampFile = (half) => join(outputFolder(half), ".sources");

/**
 * Whether the half stands built from exactly the present sources.
 * @param {"server" | "web"} half
 */
export function isBuilt(half) {
  return existsSync(stampFile(half)) && readFileSync(stampFile(half), "utf8") === sourceHash(half);
}

/** There is something to show in a browser only where the runtime is. */
export const hasRuntime = () => existsSync(join(root, "runtime", "main.tsx"));
