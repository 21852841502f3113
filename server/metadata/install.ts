import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { Json, JsonObject } from "#shared/lib/json.ts";
import type { Language } from "#shared/lib/label.ts";
import { problem } from "#shared/lib/problem.ts";
import { documentKey, type Document } from "#shared/metadata/document.ts";
import type { WorkspaceSettings } from "#shared/model/model.ts";
import type { Reader, Store, Tx } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import type { Current, Workspace } from "#server/workspaces/port.ts";
import { hasErrors } from "./check.ts";
import { loadSampleData, readSample, type SampleMode } from "./data.ts";
import { hashOf, releaseDocuments, writeSettings, type StoredDocument } from "./documents.ts";
import { listPackages, readPackageDocuments, withDependencies, type Package } from "./packages.ts";
import { carryOut, currentModel, propose, publishSet, refuseProposal, type Published, type Publisher } from "./publish.ts";
import { wordedPlan, type Documents } from "./plan.ts";
import { planText, refusedMetadata, worded } from "./words.ts";

export interface NewMetadata {
  readonly settings: WorkspaceSettings;
  /** Names of packages; what they depend on comes along. None: built-in objects only. */
  readonly templates: readonly string[];
  readonly sampleData: SampleMode;
  /** Id of the `user` who makes the workspace. */
  readonly by: string;
}

/**
 * Fills an empty database: settings, the chosen packages as release 1 with its tables, sample data. `build` gives what answers
 * for the store's current release. Throws `Refusal("invalid")` for an unknown package or documents with errors.
 */
export async function createWorkspaceMetadata(store: Store, { settings, templates, sampleData, by }: NewMetadata, build: (store: Store) => Promise<Current>): Promise<void> {
  const publisher: Publisher = { by, language: settings.locale };
  await store.exclusive((tx) => writeSettings(tx, settings));
  const packages = withDependencies(templates, await listPackages());
  const contents = await readAll(packages, new Map(), publisher.language);
  const proposal = await propose(store, null, new Map(), contents.documents, settings);
  if (hasErrors(proposal.diagnostics)) throw refusedMetadata(proposal.diagnostics, publisher.language);
  await carryOut(store, proposal, publisher, { message: planText(publisher.language, "created", {}), also: (tx) => rememberPackages(tx, contents.keys) });
  if (sampleData !== false) await loadSampleData(store, await build(store), packages, { mode: sampleData, by, previous: null });
}

interface Contents {
  readonly documents: Documents;
  /** What each package brings, by its name. */
  readonly keys: ReadonlyMap<Package, readonly StoredDocument[]>;
}

/** The documents of packages over those that are there. Throws `Refusal("invalid")` where one is wrong or its name is taken. */
async function readAll(packages: readonly Package[], there: Documents, language: Language): Promise<Contents> {
  const documents = new Map(there);
  const keys = new Map<Package, StoredDocument[]>();
  const diagnostics: Diagnostic[] = [];
  for (const found of packages) {
    const content = await readPackageDocuments(found);
    diagnostics.push(...content.diagnostics);
    const own: StoredDocument[] = [];
    for (const document of content.documents) {
      const key = documentKey(document);
      if (documents.has(key)) diagnostics.push(taken(document));
      const stored = { hash: hashOf(document), document };
      documents.set(key, stored);
      own.push(stored);
    }
    keys.set(found, own);
  }
  if (hasErrors(diagnostics)) throw refusedMetadata(diagnostics, language);
  return { documents, keys };
}

function taken({ kind, name }: Document): Diagnostic {
  return { severity: "error", code: "duplicate_document", kind, name, path: "/name", params: { document: name } };
}

async function rememberPackages(tx: Tx, keys: Contents["keys"]): Promise<void> {
  for (const [{ document }, documents] of keys) {
    const list = documents.map(({ hash, document: { kind, name } }) => ({ kind, name, hash }));
    await tx.run(
      "insert into main._package (name, version, installed_at, documents) values (?, ?, ?, ?) on conflict (name) do update set version = excluded.version, installed_at = excluded.installed_at, documents = excluded.documents",
      [document.name, document.version, new Date().toISOString(), JSON.stringify(list)],
    );
  }
}

/** Documents that a package brought when it was installed, by `kind/name`. */
async function broughtBy(reader: Reader, name: string): Promise<string[]> {
  const row = await reader.get("select documents from main._package where name = ?", [name]);
  if (!row) return [];
  const list = JSON.parse(String(row[0])) as { kind: string; name: string }[]; // written by rememberPackages only
  return list.map(documentKey);
}

/** All packages that are installed or may be, for whoever looks for one. */
export async function packageList(workspace: Workspace): Promise<JsonObject[]> {
  const { model } = workspace.current;
  const available = await listPackages();
  const names = [...new Set([...available.keys(), ...model.packages])].toSorted();
  return names.flatMap((name): JsonObject[] => {
    const installed = model.documents.get(`package/${name}`);
    const document = installed?.kind === "package" ? installed : available.get(name)?.document;
    if (!document || (document.hidden === true && !installed)) return [];
    const { version, label, description, depends, joins, hidden } = document;
    return [{ name, version, label: { ...label }, ...(description && { description: { ...description } }), depends: depends ?? [], joins: joins ?? [], hidden: hidden === true, installed: installed !== undefined }];
  });
}

/** Packages of the wish that are not there yet, with what they depend on. 409 where all are. */
async function missingPackages(workspace: Workspace, wished: readonly string[], language: Language): Promise<{ missing: Package[]; all: Package[] }> {
  const all = withDependencies(wished, await listPackages());
  const { packages } = await currentModel(workspace);
  const missing = all.filter(({ document }) => !packages.has(document.name));
  if (missing.length === 0) throw conflict("package_installed", language);
  return { missing, all };
}

function conflict(rule: string, language: Language, extra: JsonObject = {}): Refusal {
  return new Refusal("conflict", [{ ...problem("", rule), message: planText(language, rule, {}) }], extra);
}

const nameList = (packages: readonly Package[]): string => packages.map(({ document }) => document.name).join(", ");

/**
 * Adds packages to what is released, in one publish: what they and those there already know of each other appears with it. A
 * draft stays. With `sampleData` their sample records come after it.
 */
export async function installPackages(workspace: Workspace, publisher: Publisher, wished: readonly string[], sampleData: SampleMode): Promise<Published> {
  const { store } = workspace;
  const { missing, all } = await missingPackages(workspace, wished, publisher.language);
  const previous = workspace.current.model;
  const published = await publishSet(workspace, publisher, async (_from, before) => {
    const { documents, keys } = await readAll(missing, before, publisher.language);
    return { after: documents, message: planText(publisher.language, "installed", { packages: nameList(missing) }), also: (tx) => rememberPackages(tx, keys) };
  });
  if (sampleData !== false) {
    const earlier = await readSample(store.reader);
    const available = await listPackages();
    const names = new Set([...all.map(({ document }) => document.name), ...(earlier?.packages ?? [])]);
    const packages = withDependencies([...names].filter((name) => available.has(name)), available).filter(({ document }) => names.has(document.name));
    await loadSampleData(store, workspace.current, packages, { mode: sampleData, by: publisher.by, previous });
  }
  return published;
}

/** What `installPackages` would do. */
export async function checkPackages(workspace: Workspace, publisher: Publisher, wished: readonly string[]): Promise<{ plan: Json; diagnostics: Json }> {
  const { missing } = await missingPackages(workspace, wished, publisher.language);
  const from = await currentModel(workspace);
  const before = await releaseDocuments(workspace.store, from.release);
  const { documents } = await readAll(missing, before, publisher.language);
  const proposal = await propose(workspace.store, from, before, documents, from.settings);
  return { plan: wordedPlan(proposal.changes, publisher.language), diagnostics: worded(proposal.diagnostics, publisher.language).map((diagnostic) => ({ ...diagnostic })) };
}

/** Takes a package away, in a publish of its own; 409 with the list where anything that stays refers to it. Its records stay until they are purged. */
export async function removePackage(workspace: Workspace, publisher: Publisher, name: string): Promise<Published> {
  const { store } = workspace;
  return publishSet(workspace, publisher, async (from, before) => {
    if (!from.packages.has(name)) throw new Refusal("not_found", [{ ...problem("", "package_not_installed"), message: planText(publisher.language, "package_not_installed", {}) }]);
    const gone = new Set([`package/${name}`, ...(await broughtBy(store.reader, name))]);
    const after = new Map([...before].filter(([key]) => !gone.has(key)));
    const dependents = [...after.values()].flatMap(({ document }): Diagnostic[] =>
      document.kind === "package" && (document.depends ?? []).includes(name)
        ? [{ severity: "error", code: "package_needed", kind: "package", name: document.name, path: "/depends", params: { document: document.name } }]
        : [],
    );
    const proposal = await propose(store, from, before, after, from.settings);
    const uses = [...dependents, ...proposal.diagnostics.filter(({ severity }) => severity === "error")];
    if (uses.length > 0) throw conflict("package_in_use", publisher.language, { uses: worded(uses, publisher.language).map((use) => ({ ...use })) });
    refuseProposal(proposal, publisher.language);
    return { after, message: planText(publisher.language, "uninstalled", { packages: name }) };
  });
}
