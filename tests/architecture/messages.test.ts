import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isTest, ROOT, sources, withoutComments } from "./sources.ts";

type Catalogue = { [key: string]: string | Catalogue };

const folder = join(ROOT, "shared/messages");
const namespaces = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

function read(namespace: string, language: string): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (catalogue: Catalogue, path: string): void => {
    for (const [key, value] of Object.entries(catalogue)) {
      if (typeof value === "string") flat.set(path + key, value);
      else walk(value, `${path}${key}.`);
    }
  };
  walk(JSON.parse(readFileSync(join(folder, namespace, `${language}.json`), "utf8")) as Catalogue, "");
  return flat;
}

/** i18next's plural forms differ by language: Chinese has one, English two. */
const base = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, "");
const parameters = (text: string): string[] => [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1] ?? ""))].sort();

describe("message catalogues", () => {
  test.each(namespaces)("%s says the same in both languages", (namespace) => {
    const english = read(namespace, "en");
    const chinese = read(namespace, "zh-CN");
    const keys = (catalogue: Map<string, string>): string[] => [...new Set([...catalogue.keys()].map(base))].sort();
    expect(keys(chinese)).toEqual(keys(english));
    for (const [key, text] of [...english, ...chinese]) expect(text.trim(), key).not.toBe("");
    for (const [key, text] of chinese) {
      const other = english.get(key) ?? english.get(`${base(key)}_other`);
      if (other !== undefined) expect(parameters(text), `${namespace}:${key}`).toEqual(parameters(other));
    }
  });

  // Single characters are data there, not text: the units by which Chinese dates and amounts are typed and shown.
  const UNITS = /^shared\/(ui\/(Calendar\.tsx|date-text\.ts|decimal-text\.ts)|kinds\/lib\/pattern\.ts)$/;

  test("no Chinese text in code", () => {
    const found = sources("shared", "server", "runtime", "builder")
      .filter((file) => !isTest(file.path))
      .filter((file) => !UNITS.test(file.path) && /[\u4e00-\u9fff]/.test(withoutComments(file.text)))
      .map((file) => file.path);
    expect(found).toEqual([]);
  });
});
