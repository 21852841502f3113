import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Refusal } from "#server/refusal.ts";
import { listPackages, readPackageDocuments, withDependencies, type Package } from "./packages.ts";

let root: string;
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), "tangram-packages-"))));
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
}
const packageOf = (name: string, depends: string[] = []): object => ({ kind: "package", name, version: "1.0.0", label: { en: name }, depends });

describe("packages of a folder", () => {
  test("are folders with a tangram.json", async () => {
    await write("one/tangram.json", packageOf("one"));
    await write("notes/readme.json", {});
    expect([...(await listPackages(root)).keys()]).toEqual(["one"]);
  });

  test("documents are read by kind and name; what is wrong with one is told with its place", async () => {
    await write("one/tangram.json", packageOf("one"));
    await write("one/objects/thing.json", { kind: "object", name: "thing", label: {}, fields: [] });
    await write("one/objects/other.json", { kind: "object", name: "another", label: {} });
    await write("one/option-sets/colour.json", { kind: "option-set", name: "colour", options: [{ value: "red" }] });
    await write("one/views/broken.json", "{");
    const found = (await listPackages(root)).get("one");
    if (!found) throw new Error("the package was not found");
    const { documents, diagnostics } = await readPackageDocuments(found);
    expect(documents.map(({ kind, name }) => `${kind}/${name}`)).toEqual(["package/one", "object/thing", "option-set/colour"]);
    expect(diagnostics).toMatchObject([{ code: "name_mismatch", kind: "object", name: "other" }, { code: "schema", kind: "view", name: "broken", params: { rule: "json" } }]);
  });
});

describe("withDependencies", () => {
  const available = new Map<string, Package>([
    ["base", { document: packageOf("base") as Package["document"], folder: "" }],
    ["middle", { document: packageOf("middle", ["base"]) as Package["document"], folder: "" }],
    ["top", { document: packageOf("top", ["middle", "base"]) as Package["document"], folder: "" }],
  ]);
  const names = (wished: string[]): string[] => withDependencies(wished, available).map(({ document }) => document.name);

  test("what a package depends on comes before it, once", () => {
    expect(names(["top"])).toEqual(["base", "middle", "top"]);
    expect(names(["top", "base"])).toEqual(["base", "middle", "top"]);
    expect(names([])).toEqual([]);
  });

  test("a name that is none is refused at its place", () => {
    expect(() => names(["base", "nowhere"])).toThrow(Refusal);
    try {
      names(["base", "nowhere"]);
    } catch (error) {
      expect(error).toMatchObject({ code: "invalid", problems: [{ path: "/packages/1", rule: "template" }] });
    }
  });
});
