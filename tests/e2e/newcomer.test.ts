import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Label, Language } from "#shared/lib/label.ts";
import { clickCell, launchBrowser, pick, startProduct, Visitor, type Product } from "./support.ts";

/** What the templates call things, as a newcomer reads it. */
const WORDS = {
  customers: { en: "Customers", "zh-CN": "客户管理" },
  opportunities: { en: "Opportunities", "zh-CN": "商机" },
  orders: { en: "Orders", "zh-CN": "订单" },
  name: { en: "Name", "zh-CN": "名称" },
  account: { en: "Account", "zh-CN": "客户" },
  amount: { en: "Amount", "zh-CN": "金额" },
  closeDate: { en: "Close date", "zh-CN": "预计成交" },
  paymentTerm: { en: "Payment term", "zh-CN": "付款条件" },
  lines: { en: "Lines", "zh-CN": "订单明细" },
  description: { en: "Description", "zh-CN": "说明" },
  quantity: { en: "Quantity", "zh-CN": "数量" },
  unitPrice: { en: "Unit price", "zh-CN": "单价" },
  bonus: { en: "Partner bonus", "zh-CN": "伙伴返点" },
  remark: { en: "Partner remark", "zh-CN": "伙伴备注" },
} satisfies Record<string, Label>;

const LINES = [["Pump A", "3", "1200"], ["Valve B", "10", "85.5"], ["Service C", "1", "4000"]] as const;
const DEAL = "华东泵站改造 Pumps 2027";

let browser: Browser;
let product: Product;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser.close());
beforeEach(async () => void (product = await startProduct()));
afterEach(() => product.remove());

describe.each<Language>(["en", "zh-CN"])("a newcomer in %s", (language) => {
  const w = (word: keyof typeof WORDS): string => WORDS[word][language];

  test("sets up, lays a field on a form, publishes, enters records, and finds all of it after a restart", async () => {
    const visitor = await Visitor.open(browser, product.url, { language });
    const { page } = visitor;
    const slug = await setUp(visitor, w);

    // The studio, reached as a person reaches it.
    await page.getByRole("link", { name: visitor.t("shell", "nav.studio"), exact: true }).click();
    await page.getByRole("link", { name: visitor.t("studio", "rail.forms"), exact: true }).click();
    await page.locator(`a[href="/studio/${slug}/forms/opportunity"]`).click();
    const canvas = page.getByRole("main");
    await dragByPointer(visitor, canvas.locator("[data-block=amount]"), visitor.t("kinds", "field.currency"));
    await nameField(visitor, w("bonus"));
    await block(visitor, w("bonus")).waitFor();
    await dragByKeys(visitor, visitor.t("kinds", "field.text"));
    await nameField(visitor, w("remark"));
    await block(visitor, w("remark")).waitFor();

    await publish(visitor);
    await enterOpportunity(visitor, slug, w, w("bonus"));
    await page.getByText("12,500").first().waitFor();
    const order = await enterOrder(visitor, slug, w, async (line, at) => {
      const grid = page.getByRole("grid", { name: w("lines"), exact: true });
      await page.getByRole("button", { name: visitor.t("form", "lines.add"), exact: true }).click();
      for (const [word, value] of [["description", line[0]], ["quantity", line[1]], ["unitPrice", line[2]]] as const) {
        await clickCell(grid, at, w(word));
        await page.keyboard.type(value);
        await page.keyboard.press("Tab");
      }
    });
    await seeLists(visitor, slug, order);
    visitor.expectQuiet();
    const storageState = await visitor.context.storageState();
    await visitor.context.close();

    product = await product.restart();
    expect(product.link).toBeNull();
    const back = await Visitor.open(browser, product.url, { language, storageState });
    await seeLists(back, slug, order);
    await back.page.getByRole("link", { name: order, exact: true }).click();
    for (const [description] of LINES) await back.page.getByText(description, { exact: true }).first().waitFor();
    await back.page.goto(`/w/${slug}/o/opportunity`);
    await back.page.getByRole("link", { name: DEAL, exact: true }).click();
    await back.page.getByText(w("bonus"), { exact: true }).first().waitFor();
    await back.page.getByText("12,500").first().waitFor();
    back.expectQuiet();
    await back.context.close();
  });
});

test("a newcomer with a phone sets up and enters an opportunity and an order of three lines", async () => {
  const visitor = await Visitor.open(browser, product.url, { language: "zh-CN", viewport: { width: 390, height: 844 }, hasTouch: true });
  const { page } = visitor;
  const w = (word: keyof typeof WORDS): string => WORDS[word]["zh-CN"];
  const slug = await setUp(visitor, w);
  await enterOpportunity(visitor, slug, w);
  const order = await enterOrder(visitor, slug, w, async (line) => {
    await page.getByRole("button", { name: visitor.t("form", "lines.add"), exact: true }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("textbox", { name: w("description"), exact: true }).fill(line[0]);
    await drawer.getByRole("textbox", { name: w("quantity"), exact: true }).fill(line[1]);
    await drawer.getByRole("textbox", { name: w("unitPrice"), exact: true }).fill(line[2]);
    await drawer.getByRole("button", { name: visitor.t("form", "lines.done"), exact: true }).click();
    await drawer.waitFor({ state: "detached" });
  });
  await seeLists(visitor, slug, order);
  // Nothing is cut off at the side.
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  visitor.expectQuiet();
  await visitor.context.close();
});

type Words = (word: keyof typeof WORDS) => string;

/** By the printed link: the administrator, then a workspace of three modules with sample data. Answers its address. */
async function setUp(visitor: Visitor, w: Words): Promise<string> {
  const { page } = visitor;
  if (product.link === null) throw new Error("no link was printed");
  await page.goto(product.link);
  await page.getByRole("textbox", { name: visitor.t("shell", "setup.name"), exact: true }).fill("Lin Yi");
  await page.getByRole("textbox", { name: visitor.t("shell", "signIn.email"), exact: true }).fill("lin@example.com");
  await page.getByLabel(visitor.t("shell", "signIn.password")).fill("short");
  await page.getByRole("button", { name: visitor.t("shell", "setup.next"), exact: true }).click();
  await page.getByText(visitor.t("shell", "setup.passwordShort", { min: 8 })).waitFor();
  await page.getByLabel(visitor.t("shell", "signIn.password")).fill("Correct-horse-7-battery");
  await page.getByRole("button", { name: visitor.t("shell", "setup.next"), exact: true }).click();
  for (const module of ["customers", "opportunities", "orders"] as const) await page.getByRole("checkbox", { name: w(module), exact: true }).check();
  await page.getByRole("textbox", { name: visitor.t("shell", "workspace.name"), exact: true }).fill("Acme 华东");
  expect(await page.getByRole("switch", { name: visitor.t("shell", "setup.sample") }).isChecked()).toBe(true);
  await page.getByRole("button", { name: visitor.t("shell", "setup.make"), exact: true }).click();
  await page.waitForURL(/\/w\/[^/]+$/);
  const slug = /\/w\/([^/]+)$/.exec(page.url())?.[1];
  if (slug === undefined) throw new Error(`no workspace in ${page.url()}`);
  return slug;
}

/** Carries something of the palette to the gap before a block, as a hand does: with several moves. */
async function dragByPointer(visitor: Visitor, target: Locator, name: string): Promise<void> {
  const { page } = visitor;
  await target.waitFor();
  await target.scrollIntoViewIfNeeded();
  const item = page.getByRole("button", { name: visitor.t("designer", "palette.add", { name }), exact: true });
  const from = await item.boundingBox();
  const to = await target.boundingBox();
  if (!from || !to) throw new Error("nothing to drag, or no place to drop");
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 12, from.y + from.height / 2 + 12, { steps: 4 });
  await page.mouse.move(to.x + 4, to.y + to.height / 2, { steps: 12 });
  await page.mouse.up();
}

/** The same without a mouse: Space lifts, arrows choose the gap, Space drops. What happens is said. */
async function dragByKeys(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor;
  await page.getByRole("button", { name: visitor.t("designer", "palette.add", { name }), exact: true }).first().focus();
  await page.keyboard.press("Space");
  const over = page.locator("[data-over]");
  await over.first().waitFor({ state: "attached" });
  for (let step = 0; step < 3; step++) {
    await page.keyboard.press("ArrowDown");
    await over.first().waitFor({ state: "attached" });
  }
  await page.keyboard.press("Space");
  await page.getByText(visitor.t("designer", "drag.dropped", { name }), { exact: true }).waitFor({ state: "attached" });
}

async function nameField(visitor: Visitor, label: string): Promise<void> {
  const dialog = visitor.page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: visitor.t("designer", `newField.label.${visitor.language}`), exact: true }).fill(label);
  await dialog.getByRole("button", { name: visitor.t("designer", "newField.create"), exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

const block = (visitor: Visitor, name: string): Locator => visitor.page.getByRole("button", { name: visitor.t("designer", "canvas.block", { name }), exact: true });

/** Through the publish screen. */
async function publish(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await page.getByRole("status").filter({ hasText: visitor.t("studio", "bar.status.saved") }).waitFor();
  await page.getByRole("link", { name: visitor.t("studio", "bar.publish"), exact: true }).click();
  await page.getByText(visitor.t("releases", "check.passed"), { exact: true }).waitFor();
  await page.getByRole("textbox", { name: visitor.t("releases", "publish.message"), exact: true }).fill("Partner fields");
  const [before = "", after = ""] = visitor.t("releases", "publish.publish", { n: "#" }).split("#");
  const button = page.getByRole("button", { name: new RegExp(`^${before}\\d+${after}$`) });
  const release = /\d+/.exec(await button.innerText())?.[0] ?? "";
  await button.click();
  await page.getByText(visitor.t("releases", "publish.done", { n: release })).first().waitFor();
}

/** The form, with one thing forgotten at first: it is said at its field, and nothing that was typed is lost. */
async function enterOpportunity(visitor: Visitor, slug: string, w: Words, bonus?: string): Promise<void> {
  const { page } = visitor;
  await page.goto(`/w/${slug}/o/opportunity/new`);
  await page.getByRole("textbox", { name: w("name"), exact: true }).fill(DEAL);
  await pick(page.getByRole("combobox", { name: w("account"), exact: true }), "有限公司");
  if (bonus !== undefined) await page.getByRole("textbox", { name: bonus, exact: true }).fill("12500");
  const create = page.getByRole("button", { name: visitor.t("form", "create"), exact: true });
  await create.click();
  const date = page.getByRole("textbox", { name: w("closeDate"), exact: true });
  await expect.poll(() => date.getAttribute("aria-invalid"), { timeout: 10_000 }).toBe("true");
  const explained = (await date.getAttribute("aria-describedby"))?.split(" ") ?? [];
  const explanations = await Promise.all(explained.map((id) => page.locator(`[id="${id}"]`).innerText()));
  expect(explanations.join(" ")).toContain(w("closeDate"));
  // And at the top, as a way to it.
  await page.locator('a[href="#close_date"]').waitFor();
  await date.fill("2027-03-15");
  await date.press("Tab");
  await create.click();
  await page.getByRole("heading", { level: 1, name: DEAL, exact: true }).waitFor();
}

/** A sales order with three lines. Answers its number. */
async function enterOrder(visitor: Visitor, slug: string, w: Words, enterLine: (line: (typeof LINES)[number], at: number) => Promise<void>): Promise<string> {
  const { page } = visitor;
  await page.goto(`/w/${slug}/o/sales_order/new`);
  await pick(page.getByRole("combobox", { name: w("account"), exact: true }), "有限公司");
  await pick(page.getByRole("combobox", { name: w("paymentTerm"), exact: true }), "");
  for (const [at, line] of LINES.entries()) await enterLine(line, at);
  await page.getByRole("button", { name: visitor.t("form", "create"), exact: true }).click();
  await page.waitForURL(/\/o\/sales_order\/(?!new)[^/?]+$/);
  for (const [description] of LINES) await page.getByText(description, { exact: true }).first().waitFor();
  return (await page.getByRole("heading", { level: 1 }).innerText()).trim();
}

async function seeLists(visitor: Visitor, slug: string, order: string): Promise<void> {
  for (const [object, title] of [["opportunity", DEAL], ["sales_order", order]] as const) {
    await visitor.page.goto(`/w/${slug}/o/${object}`);
    await visitor.page.getByRole("link").filter({ hasText: title }).first().waitFor();
  }
}
