import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { Json } from "#shared/lib/json.ts";
import { DOCUMENT_KINDS, documentKey } from "#shared/metadata/document.ts";
import { hashOf, releaseDocuments, type StoredDocument } from "#server/metadata/documents.ts";
import { propose, publishSet, refuseProposal } from "#server/metadata/publish.ts";
import { wordedPlan } from "#server/metadata/plan.ts";
import { validateDocument } from "#server/metadata/validate.ts";
import { refusedMetadata } from "#server/metadata/words.ts";
import type { WorkspaceEntry } from "#server/workspaces/directory.ts";
import type { CommandContext } from "./context.ts";

/** `<kind>s/<name>.json` in the folder: where a document lies. */
const folderOf = (kind: string): string => `${kind}s`;

/** Writes the released documents as files, one each, and removes those of documents that are no more: the folder is the release. */
export async function pull(context: CommandContext, entry: WorkspaceEntry, folder: string): Promise<void> {
  const workspace = await context.core.registry.open(entry);
  const { release } = workspace.current.model;
  const documents = [...(await releaseDocuments(workspace.store, release)).values()].map(({ document }) => document);
  for (const kind of DOCUMENT_KINDS) {
    const own = documents.filter((document) => document.kind === kind);
    const path = join(folder, folderOf(kind));
    const names = new Set(own.map(({ name }) => `${name}.json`));
    for (const file of await jsonFiles(path)) if (!names.has(file)) await rm(join(path, file));
    if (own.length > 0) await mkdir(path, { recursive: true });
    for (const document of own) await writeFile(join(path, `${document.name}.json`), `${JSON.stringify(document, null, 2)}\n`);
  }
  context.say("pulled", { count: documents.length, release, folder });
}

/** Publishes the folder's documents as the whole of the next release, or only tells what that would do. */
export async function push(context: CommandContext, entry: WorkspaceEntry, folder: string, options: { message: string | null; dryRun: boolean; by: string | null }): Promise<void> {
  const workspace = await context.core.registry.open(entry);
  const publisher = { by: options.by, language: context.language };
  const after = await readDocuments(context, folder);
  if (options.dryRun) {
    const { model } = workspace.current;
    const proposal = await propose(workspace.store, model, await releaseDocuments(workspace.store, model.release), after, model.settings);
    if (proposal.changes.length === 0) return context.say("nothing");
    refuseProposal(proposal, context.language);
    return print(wordedPlan(proposal.changes, context.language));
  }
  const { release, plan } = await publishSet(workspace, publisher, async () => ({ after, message: options.message }));
  print(plan);
  context.say("pushed", { release });
}

function print(plan: Json): void {
  console.log(JSON.stringify(plan, null, 2));
}

async function readDocuments(context: CommandContext, folder: string): Promise<Map<string, StoredDocument>> {
  const documents = new Map<string, StoredDocument>();
  const diagnostics: Diagnostic[] = [];
  for (const kind of DOCUMENT_KINDS) {
    const path = join(folder, folderOf(kind));
    for (const file of await jsonFiles(path)) {
      const validated = await validateDocument(kind, file.slice(0, -".json".length), parse(context, join(path, file), await readFile(join(path, file), "utf8")));
      if (validated.ok) documents.set(documentKey(validated.document), { hash: hashOf(validated.document), document: validated.document });
      else diagnostics.push(...validated.diagnostics);
    }
  }
  if (diagnostics.length > 0) throw refusedMetadata(diagnostics, context.language);
  return documents;
}

function parse(context: CommandContext, file: string, text: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON.parse makes nothing else
  } catch {
    return context.fail("not_json", { file });
  }
}

async function jsonFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder).catch(() => []);
  return entries.filter((name) => name.endsWith(".json")).toSorted();
}
