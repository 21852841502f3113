import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import type { Document } from "#shared/metadata/document.ts";
import type { PackageDoc } from "#shared/metadata/package.ts";
import { Refusal } from "#server/refusal.ts";
import { validateDocument } from "./validate.ts";

/** A package as it lies in a folder. */
export interface Package {
  readonly document: PackageDoc;
  readonly folder: string;
}

/** The folder of the packages that ship with Tangram; the same for the sources and for what is built into dist/. */
function templatesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json")) || !existsSync(join(folder, "templates"))) {
    const above = dirname(folder);
    if (above === folder) throw new Error("templates/ was not found above this file");
    folder = above;
  }
  return join(folder, "templates");
}

/** The packages in a folder, by name. Their documents are read and checked when one is installed. */
export async function listPackages(root: string = templatesFolder()): Promise<Map<string, Package>> {
  const packages = new Map<string, Package>();
  const entries = await readdir(root, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const folder = join(root, entry.name);
    if (!entry.isDirectory() || !existsSync(join(folder, "tangram.json"))) continue;
    const document = await readPackage(folder);
    packages.set(document.name, { document, folder });
  }
  return packages;
}

/** Checked no further than a list needs: the schemas' validator is only loaded where something is installed. */
async function readPackage(folder: string): Promise<PackageDoc> {
  const document = JSON.parse(await readFile(join(folder, "tangram.json"), "utf8")) as Json;
  if (!isJsonObject(document) || document["kind"] !== "package" || typeof document["name"] !== "string") throw new Error(`${folder}/tangram.json is no package document`);
  return document as unknown as PackageDoc;
}

/**
 * The wished packages with all that they depend on, each after its dependencies. Throws `Refusal("invalid")` for a name that
 * is none, with its place in the wish.
 */
export function withDependencies(wished: readonly string[], available: ReadonlyMap<string, Package>): Package[] {
  const unknown = wished.flatMap((name, index) => (available.has(name) ? [] : [problem(`/packages/${index}`, "template", { name })]));
  if (unknown.length > 0) throw new Refusal("invalid", unknown);
  const ordered = new Map<string, Package>();
  const visit = (name: string, trail: readonly string[]): void => {
    if (ordered.has(name) || trail.includes(name)) return;
    const found = available.get(name);
    if (!found) throw new Refusal("invalid", [problem("/packages", "template", { name })]);
    for (const needed of found.document.depends ?? []) visit(needed, [...trail, name]);
    ordered.set(name, found);
  };
  for (const name of wished) visit(name, []);
  return [...ordered.values()];
}

export interface PackageContent {
  readonly documents: readonly Document[];
  readonly diagnostics: readonly Diagnostic[];
}

/** All documents of a package, `tangram.json` first. What is wrong with one by itself is told, and it is left out. */
export async function readPackageDocuments({ document: { name }, folder }: Package): Promise<PackageContent> {
  const files = [{ kind: "package", name, path: join(folder, "tangram.json") }, ...(await documentFiles(folder))];
  const documents: Document[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const read of await Promise.all(files.map(readDocumentFile))) {
    if (read.ok) documents.push(read.document);
    else diagnostics.push(...read.diagnostics);
  }
  return { documents, diagnostics };
}

interface DocumentFile {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
}

/** `objects/x.json` holds the document `x` of the kind `object`. */
async function documentFiles(folder: string): Promise<DocumentFile[]> {
  const folders = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory() && entry.name.endsWith("s")).map(({ name }) => name).toSorted();
  const files = await Promise.all(
    folders.map(async (inner) => {
      const names = (await readdir(join(folder, inner))).filter((file) => file.endsWith(".json")).toSorted();
      return names.map((file) => ({ kind: inner.slice(0, -1), name: file.slice(0, -".json".length), path: join(folder, inner, file) }));
    }),
  );
  return files.flat();
}

async function readDocumentFile({ kind, name, path }: DocumentFile): ReturnType<typeof validateDocument> {
  let body: Json;
  try {
    body = JSON.parse(await readFile(path, "utf8")) as Json;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, diagnostics: [{ severity: "error", code: "schema", kind, name, path: "", params: { rule: "json", detail } }] };
  }
  return validateDocument(kind, name, body);
}
