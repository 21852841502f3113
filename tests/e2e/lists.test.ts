import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clickCell, launchBrowser, pick, startProduct, Visitor, type Product } from "./support.ts";

const LIST = "/w/demo/o/opportunity";

let browser: Browser;
let product: Product;
let visitor: Visitor;
beforeAll(async () => {
  browser = await launchBrowser();
  product = await startProduct({ demo: true });
  visitor = await Visitor.open(browser, product.url);
  await visitor.page.goto(product.link ?? "");
  await visitor.page.waitForURL(/\/w\/demo$/);
});
afterAll(async () => {
  await browser.close();
  await product.remove();
});

const t = (key: string, values?: Record<string, string | number>): string => visitor.t("list", key, values);
const grid = (): Locator => visitor.page.getByRole("grid", { name: "Opportunities", exact: true });
const rows = (): Locator => grid().locator("[role=row][aria-selected]");
const button = (name: string): Locator => visitor.page.getByRole("button", { name, exact: true });

/** The whole list, asked for anew. */
async function openList(): Promise<void> {
  await visitor.page.goto(LIST);
  await visitor.page.locator("[role=grid][aria-busy=false]").waitFor();
}

/** What the drawn rows show in a column, once the list is at rest. */
async function column(head: string): Promise<string[]> {
  await visitor.page.locator("[role=grid][aria-busy=false]").waitFor();
  const place = await grid().getByRole("columnheader", { name: head, exact: true }).getAttribute("aria-colindex");
  return rows().locator(`> [role=gridcell][aria-colindex="${place}"]`).allInnerTexts();
}

test("a filter, a sort, a group and a column make a view of one's own", async () => {
  const { page } = visitor;
  await openList();
  await button(t("filter")).click();
  await page.getByRole("menuitem", { name: "Stage", exact: true }).click();
  await pick(page.getByRole("dialog").getByRole("combobox", { name: "Stage", exact: true }), "Proposal");
  await page.keyboard.press("Escape"); // the list of choices stays open, for more
  await page.getByRole("dialog").getByRole("button", { name: t("apply"), exact: true }).click();
  await page.getByRole("group", { name: "Stage is any of Proposal", exact: true }).waitFor();
  await expect.poll(async () => new Set(await column("Stage")), { timeout: 15_000 }).toEqual(new Set(["Proposal"]));

  await grid().getByRole("button", { name: "Code", exact: true }).click();
  await page.locator("[role^=menuitem]").getByText(t("sortDown"), { exact: true }).click();
  await grid().locator("[role=columnheader][aria-sort=descending]").filter({ hasText: "Code" }).waitFor();
  const isSorted = (codes: readonly string[]): boolean => codes.length > 1 && codes.every((code, at) => at === 0 || (codes[at - 1] ?? "") > code);
  await expect.poll(async () => isSorted(await column("Code")), { timeout: 15_000 }).toBe(true);

  await button(t("fields")).click();
  await page.getByRole("dialog").getByRole("checkbox", { name: "Source", exact: true }).check();
  await grid().getByRole("columnheader", { name: "Source", exact: true }).waitFor();
  await page.keyboard.press("Escape");

  await button(t("group")).click();
  await page.locator("[role^=menuitem]").getByText("Health", { exact: true }).click();
  await button(t("groupedBy", { field: "Health" })).waitFor();
  await grid().locator("[role=row][aria-expanded], [role=row] [aria-expanded]").first().waitFor();

  await button(t("saveAs")).click();
  await page.getByRole("textbox", { name: t("viewName"), exact: true }).fill("我的报价阶段");
  await button(t("saveView")).click();
  await page.getByRole("tab", { name: "我的报价阶段", exact: true, selected: true }).waitFor();
  await page.reload();
  await page.getByRole("tab", { name: "我的报价阶段", exact: true, selected: true }).waitFor();
  await page.getByRole("group", { name: "Stage is any of Proposal", exact: true }).waitFor();
  await grid().getByRole("columnheader", { name: "Source", exact: true }).waitFor();
  visitor.expectQuiet();
});

test("a cell edited in place is saved, and another open page shows it by itself", async () => {
  const { page } = visitor;
  await openList();
  const title = (await column("Name"))[0] ?? "";
  const other = await visitor.another();
  await other.goto(LIST);
  const there = other.getByRole("row").filter({ hasText: title }).first();
  await there.waitFor();

  const cell = await clickCell(grid(), 0, "Probability");
  await page.keyboard.press("F2");
  await cell.getByRole("textbox").fill("37");
  await page.keyboard.press("Enter");
  await expect.poll(() => cell.innerText(), { timeout: 15_000 }).toBe("37%");
  await there.getByText("37%", { exact: true }).waitFor();

  // Refused: the cell says why, and Escape brings back what is stored.
  await page.keyboard.press("F2");
  await cell.getByRole("textbox").fill("4000");
  await page.keyboard.press("Enter");
  await cell.getByRole("alert").waitFor();
  visitor.expectRefusal(422);
  await page.keyboard.press("Escape");
  await expect.poll(() => cell.innerText(), { timeout: 15_000 }).toBe("37%");
  visitor.expectQuiet();
  await other.close();
});

test("a record is looked at beside its list, and so is the next", async () => {
  const { page } = visitor;
  await openList();
  const [first = "", second = ""] = await column("Name");
  const beside = (title: string): Locator => page.getByRole("dialog", { name: title, exact: true });
  await rows().first().hover();
  await rows().first().getByRole("button", { name: t("peek"), exact: true }).click();
  await beside(first).getByRole("tab").first().waitFor();
  await beside(first).getByRole("button", { name: visitor.t("page", "next"), exact: true }).click();
  await beside(second).getByRole("tab").first().waitFor();
  await page.keyboard.press("Escape");
  await beside(second).waitFor({ state: "detached" });

  await clickCell(grid(), 0, "Probability");
  await page.keyboard.press("p");
  await beside(first).getByRole("button", { name: visitor.t("page", "openPage"), exact: true }).click();
  await page.getByRole("heading", { level: 1, name: first, exact: true }).waitFor();
  visitor.expectQuiet();
});

test("a record deleted from the list comes back by undo", async () => {
  const { page } = visitor;
  await openList();
  const title = (await column("Name"))[0] ?? "";
  await page.getByRole("checkbox", { name: t("selectRow", { title }), exact: true }).check();
  await page.getByRole("toolbar", { name: t("bulk"), exact: true }).getByRole("button", { name: t("delete"), exact: true }).click();
  const row = page.getByRole("checkbox", { name: t("selectRow", { title }), exact: true });
  await row.waitFor({ state: "detached" });
  await button(visitor.t("ui", "undo")).click();
  await row.waitFor();
  visitor.expectQuiet();
});

test("a card is moved to the next column by keyboard", async () => {
  const { page } = visitor;
  await page.goto(`${LIST}?view=opportunity_standard_board`);
  const columns = page.getByRole("main").getByRole("region");
  const first = columns.nth(0).locator("article").first();
  await first.waitFor();
  const title = await first.getByRole("link").first().innerText();
  const target = columns.nth(1);
  const from = (await columns.nth(0).getAttribute("aria-label"))?.split(",")[0] ?? "";
  const name = (await target.getAttribute("aria-label"))?.split(",")[0] ?? "";
  const card = columns.nth(0).getByRole("link").filter({ hasText: title }).first();
  await card.focus();
  await page.keyboard.press("Space");
  await page.getByText(t("board.lifted", { column: from }), { exact: true }).waitFor({ state: "attached" });
  await page.keyboard.press("ArrowRight");
  await page.getByText(t("board.over", { column: name }), { exact: true }).waitFor({ state: "attached" });
  await page.keyboard.press("Space");
  await page.getByText(t("board.moved", { column: name }), { exact: true }).waitFor();
  await target.locator("article").filter({ hasText: title }).waitFor();
  await page.reload();
  await target.locator("article").filter({ hasText: title }).waitFor();
  visitor.expectQuiet();
});

test("the command palette finds a record by a part of its Chinese name", async () => {
  const { page } = visitor;
  await openList();
  const title = (await column("Name")).find((text) => /^\p{Script=Han}{6,}/u.test(text)) ?? "";
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").fill(title.slice(1, 6));
  await dialog.getByRole("option").filter({ hasText: title }).first().click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  visitor.expectQuiet();
});

test("signing out leaves nothing behind", async () => {
  const { page } = visitor;
  await openList();
  await page.getByRole("button", { name: visitor.t("shell", "account.of", { name: "Demo administrator" }), exact: true }).click();
  await page.locator("[role^=menuitem]").getByText(visitor.t("shell", "account.signOut"), { exact: true }).click();
  await page.getByRole("button", { name: visitor.t("shell", "signIn.do"), exact: true }).waitFor();
  await page.goto(LIST);
  await page.getByRole("button", { name: visitor.t("shell", "signIn.do"), exact: true }).waitFor();
  expect((await visitor.context.request.get("/api/w/demo/records/opportunity")).status()).toBe(401);
});
