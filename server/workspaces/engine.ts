import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TemplateAnswer } from "#shared/api/workspaces.ts";
import { isJsonObject } from "#shared/lib/json.ts";
import { compile } from "#shared/model/compile.ts";
import type { WorkspaceSettings } from "#shared/model/model.ts";
import { compileRights } from "#server/access/compile.ts";
import { currentRelease, readSettings, releaseDocuments, writeSettings } from "#server/metadata/documents.ts";
import { createWorkspaceMetadata } from "#server/metadata/install.ts";
import { listPackages, type Package } from "#server/metadata/packages.ts";
import { createReads } from "#server/query/reads.ts";
import type { Writes } from "#server/records/port.ts";
import { createWrites } from "#server/records/writes.ts";
import type { Store } from "#server/store/port.ts";
import type { Current } from "./port.ts";
import type { Engine } from "./registry.ts";
import { UserNames } from "./user-names.ts";
import { USER } from "./users.ts";

/** Workspaces out of packages and releases. */
export function createEngine(onError: (error: unknown) => void): Engine {
  const names = new WeakMap<Store, Promise<UserNames>>();
  const built = new WeakMap<Store, { release: number; settings: string; current: Current }>();
  let templates: Promise<readonly TemplateAnswer[]> | null = null;

  const userNames = (store: Store): Promise<UserNames> | null => {
    if (store.dialect !== "sqlite") return null;
    const known = names.get(store) ?? UserNames.of(store, onError);
    names.set(store, known);
    return known;
  };
  /** What answers for the release that the store points at: compiled when release or settings have changed. It was checked when it was published. */
  const build = async (store: Store): Promise<Current> => {
    const release = await currentRelease(store.reader);
    const settings = await readSettings(store.reader);
    const known = built.get(store);
    // A publish is told twice: by itself, and by its event.
    if (known?.release === release && known.settings === JSON.stringify(settings)) return known.current;
    const current = await compileCurrent(store, release, settings);
    built.set(store, { release, settings: JSON.stringify(settings), current });
    return current;
  };
  const compileCurrent = async (store: Store, release: number, settings: WorkspaceSettings): Promise<Current> => {
    const documents = [...(await releaseDocuments(store, release)).values()].map(({ document }) => document);
    const { model } = compile(documents, { release, settings });
    const people = await userNames(store);
    const reads = createReads({ store, model, ...(people && { userNames: people }) });
    const writes = createWrites({ store, model, reads });
    return { model, reads, writes: people ? namesFollow(writes, people) : writes, rights: compileRights(model) };
  };
  /** Package data tells no events: the names are read anew when it has been committed. */
  const namesFollow = (writes: Writes, people: UserNames): Writes => ({
    ...writes,
    load: async (tx, object, rows) => {
      await writes.load(tx, object, rows);
      if (object === USER) tx.afterCommit(() => void people.refresh().catch(onError));
    },
  });

  return {
    build,
    create: (store, input) => createWorkspaceMetadata(store, input, build),
    // Told as a publish is, so that other processes and open screens read the model anew.
    changeSettings: (store, settings) =>
      store.exclusive(async (tx) => {
        await writeSettings(tx, settings);
        tx.outbox.event({ type: "release.published", object: null, record: null, at: new Date().toISOString(), by: null, fields: [] });
      }),
    templates: () => (templates ??= offered()),
  };
}

async function offered(): Promise<TemplateAnswer[]> {
  const packages = [...(await listPackages()).values()].filter(({ document }) => document.hidden !== true);
  const described = await Promise.all(packages.map(describe));
  return described.toSorted((a, b) => a.order - b.order).map(({ answer }) => answer);
}

/** A package as it is offered, and the place of its app among the apps. */
async function describe({ document, folder }: Package): Promise<{ answer: TemplateAnswer; order: number }> {
  const { name, label, description, version, depends } = document;
  const { order, ...look } = await looks(join(folder, "apps"));
  return { answer: { name, label: label ?? {}, ...(description && { description }), version, depends: depends ?? [], ...look }, order };
}

/** How the package's own app is drawn: of the files in `apps/` the first that is no extension. */
async function looks(folder: string): Promise<Pick<TemplateAnswer, "piece" | "hue"> & { order: number }> {
  for (const file of (await readdir(folder).catch(() => [])).toSorted()) {
    const app: unknown = JSON.parse(await readFile(join(folder, file), "utf8"));
    if (!isJsonObject(app) || app["extends"] !== undefined) continue;
    const { piece, hue, order } = app;
    return { order: typeof order === "number" ? order : LAST, ...(typeof piece === "string" && { piece }), ...(typeof hue === "string" && { hue }) };
  }
  return { order: LAST };
}

/** Apps that say no place stand behind the others. */
const LAST = Number.MAX_SAFE_INTEGER;
