import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Package } from "./packages.ts";

/** One line of a CSV: cells by column, as text. */
export type Line = Readonly<Record<string, string>>;

/** `data/<object>.csv`: records of an object. */
export interface DataTable {
  readonly package: string;
  readonly object: string;
  readonly lines: readonly Line[];
}

/** `data/<object>.<field>.csv`: what a tracked field went through before the installation. */
export interface DataPast {
  readonly package: string;
  readonly object: string;
  readonly field: string;
  readonly lines: readonly Line[];
}

export interface PackageData {
  readonly tables: readonly DataTable[];
  readonly pasts: readonly DataPast[];
}

/** The data that a package ships (contract §3, end); none where it has no folder `data`. */
export async function readPackageData({ document, folder }: Package): Promise<PackageData> {
  const tables: DataTable[] = [];
  const pasts: DataPast[] = [];
  const data = join(folder, "data");
  if (!existsSync(data)) return { tables, pasts };
  for (const file of (await readdir(data)).toSorted()) {
    const [object = "", field, extension] = file.endsWith(".csv") && file.split(".").length === 2 ? [file.slice(0, -".csv".length), undefined, "csv"] : file.split(".");
    if (extension !== "csv") continue;
    const lines = parse(await readFile(join(data, file)), { columns: true, skip_empty_lines: true, bom: true }) as Line[]; // columns: true gives objects of text
    if (field === undefined) tables.push({ package: document.name, object, lines });
    else pasts.push({ package: document.name, object, field, lines });
  }
  return { tables, pasts };
}
