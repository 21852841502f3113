import { describe, expect, test } from "vitest";
import { compile } from "#shared/model/compile.ts";
import type { WorkspaceSettings } from "#shared/model/model.ts";
import { listPackages, readPackageDocuments, withDependencies } from "#server/metadata/packages.ts";
import { worded } from "#server/metadata/words.ts";

const settings: WorkspaceSettings = { locale: "zh-CN", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 };

/** What is wrong with these packages together, in words. */
async function problemsOf(names: readonly string[]): Promise<string[]> {
  const packages = withDependencies(names, await listPackages());
  const contents = await Promise.all(packages.map(readPackageDocuments));
  const { diagnostics } = compile(contents.flatMap(({ documents }) => documents), { release: 1, settings });
  return worded([...contents.flatMap((content) => content.diagnostics), ...diagnostics], "en").map(({ severity, kind, name, path, message }) => `${severity} ${kind}/${name}${path}: ${message}`);
}

const NAMES = [...(await listPackages()).values()].filter(({ document }) => document.hidden !== true).map(({ document }) => document.name);

describe("templates", () => {
  test("seven modules and the small one are offered, the base is not", () => {
    expect(NAMES).toEqual(["compensation", "customer", "finance", "marketing", "opportunity", "order", "product", "team"]);
  });

  test.each(NAMES)("%s works alone, with what it depends on", async (name) => {
    expect(await problemsOf([name])).toEqual([]);
  });

  test("all work together", async () => {
    expect(await problemsOf(NAMES)).toEqual([]);
  });

  test("every pair works", async () => {
    const problems: string[] = [];
    for (const [index, one] of NAMES.entries()) for (const other of NAMES.slice(index + 1)) problems.push(...(await problemsOf([one, other])).map((text) => `${one}+${other} ${text}`));
    expect(problems).toEqual([]);
  });
});
