import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FIELD_KINDS } from "#shared/kinds/fields.ts";
import type { Language } from "#shared/lib/label.ts";
import type { ObjectDoc } from "#shared/metadata/object.ts";
import { startStudio, stored, WS, type Studio } from "./studio-world.ts";
import { launchBrowser, type Visitor } from "./support.ts";

let browser: Browser;
let studio: Studio;
beforeAll(async () => {
  browser = await launchBrowser();
  studio = await startStudio(browser);
});
afterAll(async () => {
  await browser.close();
  await studio.product.remove();
});

const SCREENS: readonly { name: string; path: string; ready: string }[] = [
  { name: "objects", path: "objects", ready: "main table a" },
  { name: "an object", path: "objects/opportunity?at=stage", ready: "[data-selected] [data-field]" },
  { name: "a formula", path: "objects/opportunity?at=weighted", ready: "[data-selected] [data-field]" },
  { name: "rules", path: "objects/opportunity?at=/rules/0/check", ready: "main [aria-expanded=true]" },
  { name: "stages", path: "objects/opportunity?at=/stages/0/steps/0/exit", ready: "main [aria-labelledby=stage-moves] table" },
  { name: "option lists", path: "option-sets", ready: "main table a" },
  { name: "an option list", path: "option-sets/opportunity_stage", ready: "main tbody input" },
  { name: "forms", path: "forms", ready: "main li a" },
  { name: "a form", path: "forms/opportunity", ready: "[data-block]" },
  { name: "views", path: "views", ready: "main li a" },
  { name: "a view", path: "views/opportunity", ready: "[role=grid][aria-busy=false] [role=row][aria-selected] a" },
  { name: "pages", path: "pages", ready: "main li a" },
  { name: "a page", path: "pages/account", ready: "[data-block]" },
  { name: "navigation", path: "navigation/opportunity", ready: "main li button" },
  { name: "access", path: "access/sales_rep", ready: "[role=gridcell] button" },
  { name: "modules", path: "modules/order", ready: "main details" },
  { name: "releases", path: "releases", ready: "aside ol li" },
  { name: "the code list", path: "code", ready: "main li a" },
  { name: "code", path: "code/option-set/grade", ready: ".monaco-editor .view-line" },
];

describe.each<{ language: Language; colorScheme: "light" | "dark" }>([{ language: "en", colorScheme: "light" }, { language: "zh-CN", colorScheme: "dark" }])("in $language, $colorScheme", ({ language, colorScheme }) => {
  // `npm run test:full` asks for every screen twice; else they take turns, so that each is seen once and both languages too.
  const own = SCREENS.filter((_, place) => process.env["TANGRAM_TEST_FULL"] !== undefined || place % 2 === (language === "en" ? 0 : 1));
  test.each(own)("nothing of $name keeps people out", async ({ path, ready }) => {
    const visitor = await studio.builder(language, { colorScheme });
    const { page } = visitor;
    await page.goto(`/studio/${WS}/${path}`);
    await page.locator(ready).first().waitFor();
    const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} (${failureSummary ?? ""})`).join("; ")}`)).toEqual([]);
    visitor.expectQuiet();
    await visitor.context.close();
  });
});

test("on a phone nothing is cut off at the side, and where one is can be read", async () => {
  const visitor = await studio.builder("zh-CN", { viewport: { width: 390, height: 844 }, hasTouch: true });
  const { page } = visitor;
  for (const { path, ready, name } of SCREENS) {
    await page.goto(`/studio/${WS}/${path}`);
    // A table becomes a list of its own there.
    if (name !== "a view" && name !== "releases") await page.locator(ready).first().waitFor();
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth"), name).toBeLessThanOrEqual(390);
    const title = await page.locator("header h1").first().boundingBox();
    expect(title?.width ?? 0, name).toBeGreaterThan(24);
  }
  visitor.expectQuiet();
  await visitor.context.close();
});

describe("without a mouse", () => {
  const active = (page: Page): Promise<unknown> => page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent");

  test("the rail is walked, fields are put in order and asked to be removed, entries and rights are changed", async () => {
    const visitor = await studio.builder();
    const { page } = visitor;
    await page.goto(`/studio/${WS}/objects`);
    const rail = (key: string) => page.getByRole("link", { name: visitor.t("studio", `rail.${key}`), exact: true });
    await rail("objects").focus();
    await page.keyboard.press("ArrowDown");
    expect(await active(page)).toBe(visitor.t("studio", "rail.options"));
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/studio/${WS}/option-sets`);

    await page.goto(`/studio/${WS}/objects/competitor`);
    const field = page.locator("[data-field]");
    await field.first().focus();
    await page.keyboard.press("ArrowDown");
    const second = (await field.nth(1).innerText()).trim();
    expect(String(await active(page)).trim()).toBe(second);
    await page.keyboard.press("Delete");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("heading", { name: visitor.t("objects", "remove.fieldTitle", { name: second }) }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(async () => String(await active(page)).trim()).toBe(second);
    await page.getByRole("button", { name: visitor.t("studio", "sort.move", { name: second }), exact: true }).focus();
    await page.keyboard.press("Space");
    await page.getByText(/lifted, place 2 of/).waitFor({ state: "attached" });
    await page.keyboard.press("ArrowUp");
    await page.getByText(new RegExp(`^${second} at place 1 of`)).waitFor({ state: "attached" });
    await page.keyboard.press("Space");
    await expect.poll(async () => (await field.first().innerText()).trim()).toBe(second);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await field.nth(1).innerText()).trim()).toBe(second);

    await page.goto(`/studio/${WS}/access/sales_rep`);
    const cell = page.locator("[data-cell]").first();
    await cell.focus();
    const before = await cell.getAttribute("aria-label");
    await page.keyboard.press("n");
    await expect.poll(() => cell.getAttribute("aria-label")).not.toBe(before);
    await page.keyboard.press("Control+z");
    await expect.poll(() => cell.getAttribute("aria-label")).toBe(before);

    await page.goto(`/studio/${WS}/modules`);
    const orders = page.getByRole("checkbox", { name: "Orders", exact: true });
    await orders.focus();
    await page.keyboard.press("Space");
    await page.getByRole("region", { name: visitor.t("modules", "plan.title") }).waitFor();
    visitor.expectQuiet();
    await visitor.context.close();
  });
});

test("whatever is typed into the settings of any field, the studio stands and the draft stays whole", async () => {
  const visitor = await studio.builder();
  const { page } = visitor;
  const fields = FIELD_KINDS.map(({ type }) => ({ name: `a_${type}`, type, label: { en: `A ${type}` }, ...needed(type) }));
  const document: ObjectDoc = { kind: "object", name: "sample_of_all", label: { en: "Sample of all" }, title: "a_text", fields };
  const made = await visitor.context.request.put(`/api/w/${WS}/draft/object/sample_of_all`, { data: document, headers: { "If-None-Match": "*" } });
  expect(made.status(), await made.text()).toBe(201);
  // What the server refuses is logged by the browser; that it is refused is what is wanted here.
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(error.stack ?? error.message));
  await page.goto(`/studio/${WS}/objects/sample_of_all`);
  for (const [index, { name }] of fields.entries()) {
    // By its name: labels are typed over too.
    await page.locator("tr", { has: page.locator("code", { hasText: new RegExp(`^${name}$`) }) }).locator("[data-field]").click();
    await fillAll(visitor, ["x¿", "-1", "99999999999999999999"][index % 3] ?? "");
    expect(broken, name).toEqual([]);
  }
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByRole("status").filter({ hasText: /^(Saved|Not saved: see the problem)$/ }).waitFor();
  const now = await stored<ObjectDoc>(visitor, "object", "sample_of_all");
  expect(now.fields?.map(({ name }) => name)).toEqual(fields.map(({ name }) => name));
  await visitor.context.close();
});

/** Types into every text of the inspector, rare settings too. */
async function fillAll({ page }: Visitor, junk: string): Promise<void> {
  const inspector = page.getByRole("complementary").last();
  await inspector.getByRole("textbox").first().waitFor();
  const more = inspector.locator("button[aria-expanded=false]").filter({ hasText: /more setting/ });
  if ((await more.count()) > 0) await more.first().click();
  for (const input of await inspector.locator("input[type=text]:not([role=combobox]):not([readonly]), textarea:not([readonly])").all()) {
    if (!(await input.isVisible())) continue;
    await input.fill(junk);
    expect(await input.inputValue(), "what is typed stays").toBe(junk);
    await page.keyboard.press("Tab");
  }
}

/** What a type can't do without. */
function needed(type: string): Record<string, unknown> {
  if (type === "select" || type === "multi_select") return { options: [{ value: "one", label: { en: "One" } }] };
  if (type === "lookup" || type === "many_to_many") return { to: ["account"] };
  if (type === "children") return { of: "opportunity_line", by: "opportunity" };
  if (type === "auto_number") return { format: "S-{0000}" };
  return {};
}
