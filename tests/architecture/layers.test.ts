import { describe, expect, test } from "vitest";
import { isTest, sources, type Source } from "./sources.ts";

/** Who may import whom (design §2): a layer and what stands below it. */
const SHARED_ORDER = ["lib", "metadata", "formula", "query", "kinds", "model", "api"];

function layerOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  return top === "shared" ? `shared/${second}` : top;
}

/** Whether a file may import another, by the layers they are in. */
export function allowed(from: string, to: string): boolean {
  const source = layerOf(from);
  const target = layerOf(to);
  if (source === target) return true;
  if (target === "shared/messages") return true;
  if (source.startsWith("shared/")) return sharedAllowed(from, source, target);
  if (source === "server") return target.startsWith("shared/") && target !== "shared/ui" && !to.endsWith(".tsx");
  if (source === "runtime") return target.startsWith("shared/") && !to.endsWith("/server.ts");
  if (source === "builder") return target === "runtime" || (target.startsWith("shared/") && !to.endsWith("/server.ts"));
  return source === "tests" || source === "bench" || source === "scripts";
}

function sharedAllowed(from: string, source: string, target: string): boolean {
  if (!target.startsWith("shared/")) return false;
  if (source === "shared/ui") return target === "shared/lib";
  if (target === "shared/ui") return source === "shared/kinds" && from.endsWith(".tsx");
  return SHARED_ORDER.indexOf(target.slice(7)) < SHARED_ORDER.indexOf(source.slice(7)) && SHARED_ORDER.includes(target.slice(7));
}

function circles(files: readonly Source[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, "open" | "done">();
  const found: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      found.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
      return;
    }
    state.set(path, "open");
    for (const target of byPath.get(path)?.imports ?? []) if (!target.typeOnly && byPath.has(target.path)) visit(target.path, [...trail, path]);
    state.set(path, "done");
  };
  for (const file of files) visit(file.path, []);
  return found;
}

const files = sources("shared", "server", "runtime", "builder");

describe("import layers", () => {
  test("imports run one way", () => {
    const wrong = files
      .filter((file) => !isTest(file.path))
      .flatMap((file) => file.imports.filter((target) => !allowed(file.path, target.path)).map((target) => `${file.path} imports ${target.path}`));
    expect(wrong).toEqual([]);
  });

  test("a kind imports no other kind's folder", () => {
    const room = (path: string): string | null => /^shared\/kinds\/(?:fields|blocks|views)\/([^/]+)\//.exec(path)?.[0] ?? null;
    const wrong = files.flatMap((file) => {
      const own = room(file.path);
      return own === null ? [] : file.imports.filter((target) => room(target.path) !== null && room(target.path) !== own).map((target) => `${file.path} imports ${target.path}`);
    });
    expect(wrong).toEqual([]);
  });

  test("no import cycles", () => {
    expect(circles(files)).toEqual([]);
  });

  test("server code stays out of the browser", () => {
    const browser = files.filter((file) => /^(runtime|builder|shared\/ui)\//.test(file.path) && !isTest(file.path));
    const wrong = browser.flatMap((file) => file.packages.filter((name) => name.startsWith("node:") || ["ajv", "better-sqlite3", "kysely", "pg", "hono", "pino"].includes(name)).map((name) => `${file.path} imports ${name}`));
    expect(wrong).toEqual([]);
  });

  test("the rules themselves refuse what they should", () => {
    expect(allowed("shared/lib/a.ts", "shared/model/b.ts")).toBe(false);
    expect(allowed("runtime/a.tsx", "builder/b.tsx")).toBe(false);
    expect(allowed("server/a.ts", "shared/ui/Button.tsx")).toBe(false);
    expect(allowed("shared/model/a.ts", "shared/kinds/fields.ts")).toBe(true);
    expect(circles([source("a.ts", "b.ts"), source("b.ts", "a.ts")])).toEqual(["a.ts → b.ts → a.ts"]);
  });
});

function source(path: string, imports: string): Source {
  return { path, text: "", imports: [{ path: imports, typeOnly: false }], packages: [] };
}
