import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";

export type Cell = string | number | boolean | null | undefined;
export type Row = Record<string, Cell>;

/** The CSV files of all packages, collected before they are written. */
export class Sample {
  private readonly files = new Map<string, Row[]>();

  /** Adds a row to `templates/<pack>/data/<file>.csv`. */
  add(pack: string, file: string, row: Row): void {
    const path = `${pack}/data/${file}`;
    const rows = this.files.get(path) ?? [];
    rows.push(row);
    this.files.set(path, rows);
  }

  rows(pack: string, file: string): readonly Row[] {
    return this.files.get(`${pack}/data/${file}`) ?? [];
  }

  /** Objects whose data a package ships, in the order they were added. */
  objects(pack: string): string[] {
    return [...this.files.keys()].filter((path) => path.startsWith(`${pack}/`)).map((path) => path.slice(pack.length + 6)).filter((file) => !file.includes("."));
  }

  /** Writes every file anew; columns in the order in which they first appear. */
  write(templates: string): void {
    for (const pack of new Set([...this.files.keys()].map((path) => path.split("/")[0] ?? ""))) {
      rmSync(join(templates, pack, "data"), { recursive: true, force: true });
      mkdirSync(join(templates, pack, "data"), { recursive: true });
    }
    for (const [path, text] of this.texts()) writeFileSync(join(templates, path), text);
  }

  /** CSV text by path below the templates' folder. */
  texts(): Map<string, string> {
    return new Map(
      [...this.files].map(([path, rows]) => {
        const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
        return [`${path}.csv`, stringify(rows.map((row) => columns.map((column) => cell(row[column]))), { header: true, columns })];
      }),
    );
  }
}

function cell(value: Cell): string {
  return value === undefined || value === null ? "" : String(value);
}

/** A day relative to the installation: `D-12`. */
export const day = (offset: number): string => (offset < 0 ? `D${offset}` : `D+${offset}`);
/** A moment relative to the installation: `D-12 09:30`. */
export const moment = (offset: number, minutes: number): string => `${day(offset)} ${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
export const money = (amount: number, scale = 2): string => amount.toFixed(scale);
export const ref = (key: string | null | undefined): string | null => (key ? `@${key}` : null);
export const refs = (keys: readonly string[]): string | null => (keys.length > 0 ? keys.map((key) => `@${key}`).join("|") : null);
