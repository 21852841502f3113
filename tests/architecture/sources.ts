import { readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "./glob.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Source {
  /** From the project's root, with `/`. */
  path: string;
  text: string;
  /** Project files it imports, from the root; `typeOnly` where nothing of it is needed at run time. */
  imports: { path: string; typeOnly: boolean }[];
  /** npm packages and node: modules. */
  packages: string[];
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;

/** Every TypeScript source below the given folders. */
export function sources(...folders: string[]): Source[] {
  return folders.flatMap((folder) => globSync(join(ROOT, folder), /\.tsx?$/)).map((file) => readSource(file));
}

function readSource(file: string): Source {
  const path = relative(ROOT, file).replaceAll("\\", "/");
  const text = readFileSync(file, "utf8");
  const imports: Source["imports"] = [];
  const packages: string[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const target = match[2] ?? match[3] ?? "";
    const typeOnly = match[1] !== undefined;
    if (target.startsWith("#")) imports.push({ path: target.slice(1), typeOnly });
    else if (target.startsWith(".")) imports.push({ path: normalize(join(dirname(path), target)).replaceAll("\\", "/"), typeOnly });
    else packages.push(target);
  }
  return { path, text, imports, packages };
}

export const isTest = (path: string): boolean => /\.(test|fixtures)\.tsx?$|\/fixtures\.ts$/.test(path);

/** The text without comments (a `//` inside a string may take the rest of its line along: fine for looking for words). */
export const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
