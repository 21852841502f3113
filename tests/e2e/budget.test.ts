import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, startProduct, Visitor, type Product } from "./support.ts";

/** Bytes of JavaScript, as gzip sends them, until the first list stands. It only ever falls. */
const CEILING = 250_000;

let browser: Browser;
let product: Product;
/** The session of whoever signed in first. */
let session: string;
let weight: { path: string; bytes: number }[];

beforeAll(async () => {
  browser = await launchBrowser();
  product = await startProduct({ demo: true });
  const visitor = await Visitor.open(browser, product.url);
  const paths = new Set<string>();
  visitor.page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith(".js")) paths.add(pathname);
  });
  await visitor.page.goto("/");
  await visitor.page.getByRole("button", { name: visitor.t("shell", "signIn.do"), exact: true }).waitFor();
  await visitor.page.goto(product.link ?? "");
  await visitor.page.waitForURL(/\/w\/demo$/);
  await visitor.page.goto("/w/demo/o/opportunity");
  await visitor.page.locator("[role=row][aria-selected] a").first().waitFor();
  weight = await Promise.all([...paths].map(async (path) => ({ path, bytes: await gzipped(path) })));
  session = JSON.stringify(await visitor.context.storageState());
  await visitor.context.close();
});
afterAll(async () => {
  await browser.close();
  await product.remove();
});

async function gzipped(path: string): Promise<number> {
  const response = await fetch(product.url + path, { headers: { "accept-encoding": "gzip" } });
  const length = Number(response.headers.get("content-length"));
  await response.arrayBuffer();
  if (!(length > 0)) throw new Error(`${path} has no length`);
  return length;
}

test("signing in and the first list load little JavaScript", () => {
  const total = weight.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(weight.length).toBeGreaterThan(0);
  expect(total, weight.toSorted((a, b) => b.bytes - a.bytes).map(({ path, bytes }) => `${bytes} ${path}`).join("\n")).toBeLessThanOrEqual(CEILING);
});

describe.each(["light", "dark"] as const)("in %s nothing keeps people out of", (colorScheme) => {
  const screens: { name: string; path: string; ready: (page: Page) => Promise<void>; signedOut?: true }[] = [
    { name: "the sign-in", path: "/", signedOut: true, ready: (page) => page.getByRole("button", { name: "Sign in", exact: true }).waitFor() },
    { name: "a list", path: "/w/demo/o/opportunity", ready: (page) => page.locator("[role=grid][aria-busy=false] [role=row][aria-selected] a").first().waitFor() },
    { name: "a board", path: "/w/demo/o/opportunity?view=opportunity_standard_board", ready: (page) => page.locator("article a").first().waitFor() },
    { name: "a record", path: "record", ready: (page) => page.locator("[data-field]").first().waitFor() },
    { name: "a form", path: "/w/demo/o/sales_order/new", ready: (page) => page.getByRole("grid", { name: "Lines", exact: true }).waitFor() },
    { name: "the form designer", path: "/studio/demo/forms/opportunity", ready: (page) => page.locator("[data-block]").first().waitFor() },
  ];

  test.each(screens)("$name", async ({ path, ready, signedOut }) => {
    const visitor = await Visitor.open(browser, product.url, { colorScheme, ...(signedOut !== true && { storageState: JSON.parse(session) }) });
    const { page } = visitor;
    await page.goto(path === "record" ? await aRecord(visitor) : path);
    await ready(page);
    const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} (${failureSummary ?? ""})`).join("; ")}`)).toEqual([]);
    visitor.expectQuiet();
    await visitor.context.close();
  });
});

async function aRecord(visitor: Visitor): Promise<string> {
  const answer = (await (await visitor.context.request.get("/api/w/demo/records/opportunity?limit=1")).json()) as { records: { id: string }[] }; // contract §4
  return `/w/demo/o/opportunity/${answer.records[0]?.id ?? ""}`;
}
