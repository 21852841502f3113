import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
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

/** @param {"server" | "web"} half */
function filesOf(half) {
  /** @type {string[]} */
  const files = [];
  for (const input of INPUTS[half]) collect(join(root, input), files);
  return files;
}

/**
 * Content hash of the sources of one half of the build.
 * @param {"server" | "web"} half
 */
export function sourceHash(half) {
  const hash = createHash("sha256");
  for (const file of filesOf(half)) hash.update(relative(root, file).replaceAll(sep, "/")).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/**
 * Sizes and times of the sources: while they are the same nobody has to read them.
 * @param {"server" | "web"} half
 */
function sourceTimes(half) {
  const hash = createHash("sha256");
  for (const file of filesOf(half)) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest("hex");
}

/** @param {"server" | "web"} half */
export const outputFolder = (half) => join(root, "dist", half);

/**
 * Notes in a folder from which sources it was built.
 * @param {string} folder @param {"server" | "web"} half @param {string} hash of the sources before the build began
 */
export function stamp(folder, half, hash) {
  writeFileSync(join(folder, STAMP), `${hash}\n${sourceTimes(half)}\n`);
}
const STAMP = ".sources";

/**
 * Whether the half stands built from exactly the present sources.
 * @param {"server" | "web"} half
 */
export function isBuilt(half) {
  const file = join(outputFolder(half), STAMP);
  if (!existsSync(file)) return false;
  const [hash = "", times = ""] = readFileSync(file, "utf8").split("\n");
  if (hash !== "" && times === sourceTimes(half)) return true;
  if (hash !== sourceHash(half)) return false;
  stamp(outputFolder(half), half, hash);
  return true;
}

/** There is something to show in a browser only where the runtime is. */
export const hasRuntime = () => existsSync(join(root, "runtime", "main.tsx"));
