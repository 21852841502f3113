import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "#shared/lib/label.ts";
import { SHOP } from "#tests/api/computed-world.ts";
import { clickCell, cellOf, launchBrowser, pick, startProduct, Visitor, type Product } from "./support.ts";

const WS = "shop";
const FORM = {
  kind: "form", name: "offer", object: "offer", label: { en: "Offer" },
  body: [
    { id: "head", block: "section", label: { en: "Head" }, columns: 2, children: ["title", "client", "coin", "made_on", "rate", "with_tax", "discount"].map((field) => ({ id: field, block: "field", field })) },
    { id: "lines", block: "lines", field: "lines", columns: ["note", "item", "quantity", "price", "off", "tax", "line_discount", "share", "net", "tax_amount"], totals: ["line_discount", "share", "net", "tax_amount"] },
    { id: "sums", block: "section", label: { en: "Totals" }, columns: 3, children: ["gross", "net", "tax_total", "total", "total_base", "discount_percent"].map((field) => ({ id: field, block: "field", field })) },
  ],
};
const CHANCE = {
  kind: "object", name: "chance", label: { en: "Chance" }, title: "name",
  fields: [
    { name: "name", type: "text", label: { en: "name" } }, { name: "need", type: "text", label: { en: "need" } }, { name: "amount", type: "currency", label: { en: "amount" } },
    { name: "stage", type: "select", label: { en: "stage" }, track: true, options: ["new", "proof", "won"].map((value) => ({ value, label: { en: value } })) },
    { name: "weighted", type: "formula", returns: "currency", formula: "amount * stage.probability", label: { en: "weighted" } },
  ],
  stages: [{ name: "all", field: "stage", override: [], steps: [{ value: "new", probability: "10", maxDays: 7, policy: { en: "Ask what they need" }, next: ["proof"], exit: "need <> \"\"" }, { value: "proof", probability: "60", next: ["won"] }, { value: "won", probability: "100", won: true, closed: true, next: [] }] }],
};
const APP = { kind: "app", name: "shop", label: { en: "Shop", "zh-CN": "店" }, items: ["offer", "item", "client"].map((object) => ({ id: object, object })) };

/** The G2 quote of the templates' domain model, §3.2: typed quantity, price, discount, tax; shown line discount, share, net, tax amount. */
const G2 = [
  ["4", "18000", "10", "13", "7,200.00", "1,036.09", "63,763.91", "8,289.31"], ["4", "2200", "10", "13", "880.00", "126.63", "7,793.37", "1,013.14"], ["4", "1350", "10", "13", "540.00", "77.71", "4,782.29", "621.70"],
  ["32", "1280", "10", "13", "4,096.00", "589.42", "36,274.58", "4,715.70"], ["4", "6000", "15", "6", "3,600.00", "326.18", "20,073.82", "1,204.43"], ["1", "3200", "0", "6", "0.00", "51.17", "3,148.83", "188.93"],
] as const;
const TYPED = ["quantity", "price", "off", "tax"] as const;
const SHOWN = ["line_discount", "share", "net", "tax_amount"] as const;
const TOTALS = { gross: "154,360.00", net: "135,836.80", tax_total: "16,033.21", total: "151,870.01", discount_percent: "12%" };

let browser: Browser;
let product: Product;
let session: string;

beforeAll(async () => {
  browser = await launchBrowser();
  product = await startProduct();
  const visitor = await Visitor.open(browser, product.url);
  const { request } = visitor.context;
  const token = new URL(product.link ?? "").searchParams.get("token") ?? "";
  const workspace = { name: "Shop", slug: WS, locale: "en", currency: "CNY", templates: [], sampleData: false };
  const made = await request.post("/api/setup", { data: { token, email: "lin@example.com", name: "Lin Yi", password: "Correct-horse-7-battery", workspace } });
  expect(made.status()).toBe(201);
  for (const document of [...SHOP, CHANCE, FORM, APP]) {
    const answer = await request.put(`/api/w/${WS}/draft/${document.kind}/${document.name}`, { data: document, headers: { "If-None-Match": "*" } });
    expect([answer.status(), answer.status() === 201 ? "" : await answer.text()]).toEqual([201, ""]);
  }
  const published = await request.post(`/api/w/${WS}/releases`, { data: { message: "shop" } });
  expect([published.status(), published.ok() ? "" : await published.text()]).toEqual([201, ""]);
  await create(visitor, "item", { name: "Taxed six", tax: "6" });
  await create(visitor, "client", { name: "Overseas", coin: "USD" });
  await create(visitor, "exchange_rate", { currency: "USD", valid_from: "2020-01-01", rate: "7.2" });
  session = JSON.stringify(await visitor.context.storageState());
  await visitor.context.close();
});
afterAll(async () => {
  await browser.close();
  await product.remove();
});

async function create(visitor: Visitor, object: string, data: object): Promise<void> {
  const answer = await visitor.context.request.post(`/api/w/${WS}/records/${object}`, { data });
  expect(answer.status(), await answer.text()).toBe(201);
}
const open = (language: Language): Promise<Visitor> => Visitor.open(browser, product.url, { language, storageState: JSON.parse(session) });

const grid = (page: Page): Locator => page.getByRole("grid", { name: "lines", exact: true });
/** Digits as they stand there, without the sign of the currency. */
const figure = async (place: Locator): Promise<string> => (await place.innerText()).replaceAll(/[^\d.,%−-]/g, "");
const computed = (page: Page, field: string): Locator => page.getByRole("status", { name: field, exact: true });

async function typeLine(visitor: Visitor, at: number, cells: Readonly<Record<string, string>>): Promise<void> {
  const { page } = visitor;
  await page.getByRole("button", { name: visitor.t("form", "lines.add"), exact: true }).click();
  for (const [column, value] of Object.entries(cells)) {
    await clickCell(grid(page), at, column);
    await page.keyboard.type(value);
    await page.keyboard.press("Tab");
  }
}
async function shownIn(page: Page, at: number): Promise<string[]> {
  const figures: string[] = [];
  for (const column of SHOWN) figures.push(await figure(await cellOf(grid(page), at, `(ƒ )?${column}`)));
  return figures;
}
async function totals(page: Page): Promise<Record<string, string>> {
  const shown: Record<string, string> = {};
  for (const field of Object.keys(TOTALS)) shown[field] = await figure(computed(page, field));
  return shown;
}

describe.each<Language>(["en", "zh-CN"])("a document in %s", (language) => {
  test("is computed while it is typed as it is when it is saved", async () => {
    const visitor = await open(language);
    const { page } = visitor;
    await page.goto(`/w/${WS}/o/offer/new`);
    await page.getByRole("textbox", { name: "title", exact: true }).fill(`G2 ${language}`);
    await page.getByRole("textbox", { name: "discount", exact: true }).fill("2207.20");
    for (const [at, line] of G2.entries()) await typeLine(visitor, at, Object.fromEntries(TYPED.map((column, i) => [column, line[i] ?? ""])));
    // Nothing is waited for: what is typed is there in the same breath.
    for (const [at, line] of G2.entries()) expect(await shownIn(page, at)).toEqual(line.slice(4));
    expect(await totals(page)).toEqual(TOTALS);
    const sums = grid(page).locator("[role=row]").last();
    expect((await sums.innerText()).replaceAll(/[^\d.,\n]/g, "").split("\n").filter((text) => text !== "")).toEqual(["16,316.00", "2,207.20", "135,836.80", "16,033.21"]);
    // The rate comes with the day, from the server; what depends on it follows.
    await expect.poll(() => figure(computed(page, "total_base")), { timeout: 10_000 }).toBe("151,870.01");
    await page.getByRole("button", { name: visitor.t("form", "create"), exact: true }).click();
    await page.waitForURL(/\/o\/offer\/(?!new)[^/?]+$/);
    await page.getByText("151,870.01").first().waitFor();
    const saved = (await (await visitor.context.request.get(`/api/w/${WS}/records/offer/${page.url().split("/").at(-1)}?expand=lines`)).json()) as { total: string; lines: Record<string, string>[] }; // contract §4
    expect(saved).toMatchObject({ total: "151870.01", net: "135836.80", tax_total: "16033.21", discount_percent: "12.00", rate: "1.000000" });
    expect(saved.lines.map((line) => SHOWN.map((name) => line[name]))).toEqual(G2.map((line) => line.slice(4).map((text) => text.replaceAll(",", ""))));
    // In the list too.
    await page.goto(`/w/${WS}/o/offer`);
    await page.getByRole("link", { name: `G2 ${language}`, exact: true }).waitFor();
    visitor.expectQuiet();
    await visitor.context.close();
  });
});

test("computed defaults fill in where nobody has typed, and follow what they come from", async () => {
  const visitor = await open("en");
  const { page } = visitor;
  await page.goto(`/w/${WS}/o/offer/new`);
  await expect.poll(() => page.getByRole("textbox", { name: "made_on", exact: true }).inputValue(), { timeout: 10_000 }).not.toBe("");
  await pick(page.getByRole("combobox", { name: "client", exact: true }), "Overseas");
  const rate = page.getByRole("textbox", { name: "rate", exact: true });
  await expect.poll(() => rate.inputValue(), { timeout: 10_000 }).toMatch(/^7\.2/);
  await typeLine(visitor, 0, { quantity: "2", price: "1.5" });
  await clickCell(grid(page), 0, "item");
  await page.keyboard.press("Enter");
  await pick(grid(page).getByRole("combobox"), "Taxed six");
  await expect.poll(async () => figure(await cellOf(grid(page), 0, "tax")), { timeout: 10_000 }).toMatch(/^6(\.00)?%$/);
  await expect.poll(() => figure(computed(page, "total")), { timeout: 10_000 }).toBe("3.18");
  await expect.poll(() => figure(computed(page, "total_base")), { timeout: 10_000 }).toBe("22.90");
  // What is typed stays.
  await rate.fill("7");
  await page.getByRole("textbox", { name: "title", exact: true }).fill("Typed rate");
  await expect.poll(() => figure(computed(page, "total_base")), { timeout: 10_000 }).toBe("22.26");
  await page.getByRole("button", { name: visitor.t("form", "create"), exact: true }).click();
  await page.waitForURL(/\/o\/offer\/(?!new)[^/?]+$/);
  const saved = (await (await visitor.context.request.get(`/api/w/${WS}/records/offer/${page.url().split("/").at(-1)}?expand=lines`)).json()) as { lines: object[] }; // contract §4
  expect(saved).toMatchObject({ rate: "7.000000", coin: "USD", total_base: "22.26", lines: [{ tax: "6.00" }] });
  visitor.expectQuiet();
  await visitor.context.close();
});

test("rules speak while one types: a warning as a hint, an error at its field, and nothing typed is lost", async () => {
  const visitor = await open("zh-CN");
  const { page } = visitor;
  await page.goto(`/w/${WS}/o/offer/new`);
  await typeLine(visitor, 0, { quantity: "1", price: "100", off: "60" });
  await page.getByText("折扣过大", { exact: true }).waitFor();
  await page.getByText("最好有标题", { exact: true }).waitFor();
  await page.getByRole("button", { name: visitor.t("form", "create"), exact: true }).click();
  await page.locator('a[href="#discount"]').waitFor();
  visitor.expectRefusal(422);
  expect(await figure(await cellOf(grid(page), 0, "price"))).toMatch(/^100/);
  await clickCell(grid(page), 0, "off");
  await page.keyboard.type("10");
  await page.keyboard.press("Tab");
  await page.getByText("折扣过大", { exact: true }).first().waitFor({ state: "detached" });
  await page.getByRole("button", { name: visitor.t("form", "create"), exact: true }).click();
  await page.waitForURL(/\/o\/offer\/(?!new)[^/?]+$/);
  await page.getByText("最好有标题").first().waitFor();
  visitor.expectQuiet();
  await visitor.context.close();
});

test("a record's stages stand on its page: where it is, what is asked for, and a reason where it goes on without", async () => {
  const visitor = await open("en");
  const { page } = visitor;
  await page.goto(`/w/${WS}/o/chance/new`);
  await page.getByRole("textbox", { name: "name", exact: true }).fill("Pumps");
  await page.getByRole("textbox", { name: "amount", exact: true }).fill("100");
  // The first stage comes from the server, and what it is worth with it.
  await expect.poll(() => figure(computed(page, "weighted")), { timeout: 10_000 }).toBe("10.00");
  await page.getByRole("button", { name: visitor.t("form", "create"), exact: true }).click();
  await page.waitForURL(/\/o\/chance\/(?!new)[^/?]+$/);
  const path = page.getByRole("region", { name: "stage", exact: true });
  expect(await path.locator("[aria-current=step]").innerText()).toBe("new");
  expect(await path.innerText()).toContain("Ask what they need");
  expect(await path.getByRole("button").count()).toBe(1);
  await path.getByRole("button", { name: visitor.t("page", "stage.go", { stage: "proof" }), exact: true }).click();
  await path.getByRole("textbox", { name: visitor.t("page", "stage.reason"), exact: true }).fill("The customer waits");
  visitor.expectRefusal(409);
  await path.getByRole("button", { name: visitor.t("page", "stage.override", { stage: "proof" }), exact: true }).click();
  await expect.poll(() => path.locator("[aria-current=step]").innerText(), { timeout: 10_000 }).toBe("proof");
  await page.getByText("60.00").first().waitFor();
  visitor.expectQuiet();
  await visitor.context.close();
});
