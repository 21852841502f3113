import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TemplateAnswer } from "#shared/api/workspaces.ts";
import { isJsonObject } from "#shared/lib/json.ts";
import { listPackages, type Package } from "#server/metadata/packages.ts";
import { writeSettings } from "#server/metadata/documents.ts";
import type { Config } from "#server/config.ts";
import type { Engine } from "./registry.ts";

/** Workspaces out of packages and releases. */
export function createEngine(_config: Config): Engine {
  let templates: Promise<readonly TemplateAnswer[]> | null = null;
  return {
    build: async () => { throw new Error("soon"); },
    create: async () => { throw new Error("soon"); },
    changeSettings: (store, settings) => store.exclusive((tx) => writeSettings(tx, settings)),
    templates: () => (templates ??= offered()),
  };
}

async function offered(): Promise<TemplateAnswer[]> {
  const packages = [...(await listPackages()).values()].filter(({ document }) => document.hidden !== true);
  return Promise.all(packages.map(describe));
}

async function describe({ document, folder }: Package): Promise<TemplateAnswer> {
  const { name, label, description, version, depends } = document;
  return { name, label: label ?? {}, ...(description && { description }), version, depends: depends ?? [], ...(await looks(join(folder, "apps"))) };
}

/** How the package's own app is drawn: of the files in `apps/` the first that is no extension. */
async function looks(folder: string): Promise<Pick<TemplateAnswer, "piece" | "hue">> {
  for (const file of (await readdir(folder).catch(() => [])).toSorted()) {
    const app: unknown = JSON.parse(await readFile(join(folder, file), "utf8"));
    if (!isJsonObject(app) || app["extends"] !== undefined) continue;
    const { piece, hue } = app;
    return { ...(typeof piece === "string" && { piece }), ...(typeof hue === "string" && { hue }) };
  }
  return {};
}
