import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { globSync } from "./glob.ts";
import { isTest, ROOT, sources, withoutComments } from "./sources.ts";

const OWN_OBJECTS = new Set(["user", "department", "team", "exchange_rate"]);
const LINES_MAX = 600;
/** Words of the platform that templates use as names too: what a reference points at, who signs in. */
const EVERYWHERE = ["target"];
const SIGN_IN = /^(server\/(auth|http|workspaces|cli)|shared\/api|runtime\/shell)\//;

function templateObjects(): string[] {
  return globSync(join(ROOT, "templates"), /\.json$/)
    .filter((path) => /[\\/]objects[\\/]/.test(path))
    .flatMap((path) => {
      const document = JSON.parse(readFileSync(path, "utf8")) as { name: string; extends?: string };
      return document.extends === undefined && !OWN_OBJECTS.has(document.name) ? [document.name] : [];
    });
}

describe("sources", () => {
  const files = sources("shared", "server", "runtime", "builder", "scripts");

  test(`no file is longer than ${LINES_MAX} lines`, () => {
    const long = [...files, ...sources("tests", "bench")].filter((file) => file.text.split("\n").length > LINES_MAX).map((file) => file.path);
    expect(long).toEqual([]);
  });

  test("no code names a template's object", () => {
    const names = templateObjects();
    expect(names.length).toBeGreaterThan(30);
    const found = files.filter((file) => !isTest(file.path)).flatMap((file) => {
      const allowed = [...EVERYWHERE, ...(SIGN_IN.test(file.path) ? ["account"] : [])];
      const pattern = new RegExp(`["'\`](${names.filter((name) => !allowed.includes(name)).join("|")})["'\`]`);
      const match = pattern.exec(withoutComments(file.text));
      return match ? [`${file.path}: ${match[0]}`] : [];
    });
    expect(found).toEqual([]);
  });

  test("no escape from the type checker", () => {
    const found = files.filter((file) => /@ts-(ignore|expect-error|nocheck)|(: |<|as )any\b(?!\()/.test(withoutComments(file.text))).map((file) => file.path);
    expect(found).toEqual([]);
  });

  test("no colour is written outside the tokens", () => {
    const styles = ["runtime", "builder", "shared"].flatMap((folder) => globSync(join(ROOT, folder), /\.css$/)).filter((path) => !path.endsWith("tokens.css"));
    const found = styles.filter((path) => /#[0-9a-f]{3,8}\b|\brgba?\(/i.test(readFileSync(path, "utf8").replace(/\/\*[\s\S]*?\*\//g, "")));
    expect(found).toEqual([]);
  });

  test("every template folder is a package", () => {
    const folders = readdirSync(join(ROOT, "templates"), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    for (const folder of folders) {
      const document = JSON.parse(readFileSync(join(ROOT, "templates", folder, "tangram.json"), "utf8")) as { name: string };
      expect(document.name).toBe(folder);
    }
  });
});
