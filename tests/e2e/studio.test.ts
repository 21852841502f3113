import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
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

const saved = (visitor: Visitor): Promise<void> => visitor.page.getByRole("status").filter({ hasText: visitor.t("studio", "bar.status.saved") }).waitFor();

/** Types into a control and waits until the server has it. */
async function type(visitor: Visitor, control: ReturnType<Page["getByRole"]>, text: string): Promise<void> {
  const answer = visitor.page.waitForResponse((response) => response.request().method() === "PUT" && response.url().includes("/draft/"));
  await control.fill(text);
  expect((await answer).status()).toBe(200);
  await saved(visitor);
}

type OptionSet = Extract<Document, { kind: "option-set" }>;
const values = ({ options }: OptionSet): string[] => (options ?? []).map(({ value }) => value);

describe("a list of options", () => {
  test("is edited without a mouse, says what a removal costs, and keeps all of it", async () => {
    const visitor = await studio.builder();
    const { page } = visitor;
    const t = (key: string, more: Record<string, string | number> = {}): string => visitor.t("options", key, more);
    await page.goto(`/studio/${WS}/option-sets`);
    await page.getByRole("link", { name: "Unit", exact: true }).click();

    // Two at once, a line with both languages, and one into another place.
    await page.getByRole("textbox", { name: t("new.option"), exact: true }).fill("Pallet, 托盘");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: t("table.labelOf", { name: "pallet", language: "English" }), exact: true }).waitFor();
    await page.getByRole("button", { name: t("bulk.open"), exact: true }).click();
    await page.getByRole("textbox", { name: t("bulk.labels"), exact: true }).fill("Crate | 木箱\nDrum | 桶");
    await page.getByRole("button", { name: t("bulk.add_other", { count: 2 }), exact: true }).click();
    const grip = page.getByRole("button", { name: visitor.t("studio", "sort.move", { name: "Drum" }), exact: true });
    await grip.focus();
    await page.keyboard.press("Space");
    await page.getByText(visitor.t("studio", "sort.lifted", { name: "Drum", place: 20, count: 20 })).waitFor({ state: "attached" });
    await page.keyboard.press("ArrowUp");
    await page.getByText(visitor.t("studio", "sort.over", { name: "Drum", place: 19, count: 20 })).waitFor({ state: "attached" });
    await page.keyboard.press("Space");

    // Words in place; down goes to the next row; a hue by its radio.
    await page.getByRole("textbox", { name: t("table.labelOf", { name: "crate", language: "English" }), exact: true }).fill("Wooden crate");
    await page.getByRole("textbox", { name: t("table.labelOf", { name: "piece", language: "English" }), exact: true }).focus();
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(t("table.labelOf", { name: "set", language: "English" }));
    await page.getByRole("button", { name: t("hueOf", { name: "Wooden crate" }), exact: true }).click();
    await page.getByRole("radio", { name: t("hue.rouge"), exact: true }).press("Space");
    await page.keyboard.press("Escape");

    // A stored value that is taken is refused at its input; the words stay there.
    const value = page.getByRole("textbox", { name: t("table.valueOf", { name: "Pallet" }), exact: true });
    await value.fill("piece");
    await value.blur();
    await page.getByText(t("fault.taken")).waitFor();
    expect(await value.inputValue()).toBe("piece");
    await value.fill("pal");
    await value.blur();

    // What records hold is said before it goes; the gentler way is taken.
    await page.getByRole("button", { name: t("more", { name: "piece" }), exact: true }).click();
    await page.getByRole("menuitem", { name: t("remove.run"), exact: true }).click();
    await page.getByRole("dialog").getByText(/^\d+ records of Product, in /).waitFor();
    await page.getByRole("button", { name: t("remove.retire"), exact: true }).click();
    await page.getByText(t("inactive"), { exact: true }).waitFor();
    await saved(visitor);

    const document = await stored<OptionSet>(visitor, "option-set", "unit");
    expect(values(document).slice(-4)).toEqual(["pal", "tuo_pan", "drum", "crate"]);
    expect(document.options?.find((option) => option.value === "crate")).toEqual({ value: "crate", label: { en: "Wooden crate", "zh-CN": "木箱" }, hue: "rouge" });
    expect(document.options?.[0]).toMatchObject({ value: "piece", inactive: true });
    visitor.expectQuiet();
    await visitor.context.close();
  });

  test("can be made, is chosen by a field, and says who uses it", async () => {
    const visitor = await studio.builder("zh-CN");
    const { page } = visitor;
    await page.goto(`/studio/${WS}/option-sets`);
    await page.getByRole("button", { name: visitor.t("options", "new.open"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: visitor.t("options", "new.create"), exact: true }).click();
    await dialog.getByText(visitor.t("options", "new.labelMissing")).waitFor();
    await dialog.getByRole("textbox", { name: `${visitor.t("options", "set.label")} 中文`, exact: true }).fill("合作等级");
    await dialog.getByRole("textbox", { name: visitor.t("options", "new.options"), exact: true }).fill("金牌\n银牌");
    await dialog.getByRole("button", { name: visitor.t("options", "new.create"), exact: true }).click();
    await page.waitForURL(`**/option-sets/he_zuo_deng_ji`);
    await page.getByText(visitor.t("options", "used.none")).waitFor();
    expect(values(await stored<OptionSet>(visitor, "option-set", "he_zuo_deng_ji"))).toEqual(["jin_pai", "yin_pai"]);
    visitor.expectQuiet();
    await visitor.context.close();
  });
});

describe("the draft", () => {
  test("takes back and does again after the page is loaded anew", async () => {
    const visitor = await studio.builder();
    const { page } = visitor;
    const undo = page.getByRole("button", { name: visitor.t("studio", "bar.undo"), exact: true });
    const redo = page.getByRole("button", { name: visitor.t("studio", "bar.redo"), exact: true });
    const label = page.getByRole("textbox", { name: visitor.t("options", "table.labelOf", { name: "low", language: "English" }), exact: true });
    const shows = (text: string): Promise<void> => expect.poll(() => label.inputValue()).toBe(text);
    const holds = async (text: string): Promise<void> => expect((await stored<OptionSet>(visitor, "option-set", "risk_level")).options?.[0]?.label?.en).toBe(text);
    await page.goto(`/studio/${WS}/option-sets/risk_level`);
    await shows("Low");
    await type(visitor, label, "Minor");
    await type(visitor, label, "Slight");

    await page.reload();
    await shows("Slight");
    await undo.click();
    await shows("Minor");
    await holds("Minor");
    await page.reload();
    await shows("Minor");
    await undo.click();
    await shows("Low");
    await holds("Low");
    await redo.click();
    await shows("Minor");
    await page.keyboard.press("Control+Shift+z");
    await shows("Slight");
    await holds("Slight");
    // There is nothing more to do again: it is said once, and not offered any longer.
    await redo.click();
    await page.getByText(visitor.t("plan", "redo_nothing")).waitFor();
    await expect.poll(() => redo.isDisabled()).toBe(true);
    visitor.expectRefusal(409);

    // What is as published again is told as such at once.
    await undo.click();
    await shows("Minor");
    await undo.click();
    await shows("Low");
    await page.goto(`/studio/${WS}/option-sets`);
    await page.getByRole("row", { name: /Risk level/ }).waitFor();
    expect(await page.getByRole("row", { name: /Risk level/ }).getByText(visitor.t("studio", "state.changed"), { exact: true }).count()).toBe(0);
    visitor.expectQuiet();
    await visitor.context.close();
  });

  test("says a refused save at the control, and loses nothing", async () => {
    const visitor = await studio.builder();
    const { page } = visitor;
    const long = `${"Very long. ".repeat(200)}end`;
    await page.goto(`/studio/${WS}/objects/account`);
    const description = page.getByRole("textbox", { name: `${visitor.t("objects", "setting.description")} English`, exact: true });
    await description.fill(long);
    await page.getByRole("status").filter({ hasText: visitor.t("studio", "bar.status.problems") }).waitFor();
    const below = page.getByRole("complementary", { name: visitor.t("studio", "frame.inspector") });
    await below.getByText(visitor.t("plan", "schema_most", { limit: 2000 })).waitFor();
    expect(await description.inputValue()).toBe(long);
    visitor.expectRefusal(422);
    await type(visitor, description, "Companies that buy.");
    expect(await below.getByText(visitor.t("plan", "schema_most", { limit: 2000 })).count()).toBe(0);
    expect((await stored<Extract<Document, { kind: "object" }>>(visitor, "object", "account")).description?.en).toBe("Companies that buy.");
    visitor.expectQuiet();
    await visitor.context.close();
  });

  test("is dropped document by document and as a whole, and both can be taken back", async () => {
    const visitor = await studio.builder();
    const { page } = visitor;
    const state = async (): Promise<Record<string, string>> => {
      const { documents } = (await (await visitor.context.request.get(`/api/w/${WS}/draft`)).json()) as { documents: { kind: string; name: string; state: string }[] }; // contract §4
      return Object.fromEntries(documents.filter((document) => document.state !== "unchanged").map((document) => [`${document.kind}/${document.name}`, document.state]));
    };
    await page.goto(`/studio/${WS}/objects/account`);
    const english = page.getByRole("textbox", { name: `${visitor.t("objects", "setting.label")} English`, exact: true });
    await type(visitor, english, "Company");
    await page.getByRole("button", { name: visitor.t("studio", "bar.discard"), exact: true }).click();
    await expect.poll(() => english.inputValue()).toBe("Account");
    expect((await state())["object/account"]).toBeUndefined();
    await page.getByRole("button", { name: visitor.t("ui", "undo"), exact: true }).last().click();
    await expect.poll(() => english.inputValue()).toBe("Company");

    await page.getByRole("link", { name: visitor.t("studio", "bar.publish"), exact: true }).click();
    const before = await state();
    const count = Object.keys(before).length;
    const run = visitor.t("releases", count === 1 ? "discard.run_one" : "discard.run_other", { count });
    expect(before["object/account"]).toBe("changed");
    await page.getByRole("button", { name: visitor.t("releases", "discard.open"), exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: run, exact: true }).click();
    await page.getByText(visitor.t("releases", "publish.empty")).waitFor();
    expect(await state()).toEqual({});
    await page.getByRole("button", { name: visitor.t("ui", "undo"), exact: true }).last().click();
    await page.getByRole("button", { name: visitor.t("releases", "discard.open"), exact: true }).waitFor();
    await expect.poll(state).toEqual(before);
    await page.getByRole("button", { name: visitor.t("releases", "discard.open"), exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: run, exact: true }).click();
    await page.getByText(visitor.t("releases", "publish.empty")).waitFor();
    visitor.expectQuiet();
    await visitor.context.close();
  });
});

describe("modules", () => {
  test("one is added with what joins it, its sample records go, and a rollback shows its plan first", async () => {
    const visitor = await studio.builder();
    const { page } = visitor;
    const t = (key: string, more: Record<string, string | number> = {}): string => visitor.t("modules", key, more);
    await page.goto(`/studio/${WS}/modules`);
    await page.getByRole("checkbox", { name: "Orders", exact: true }).check();
    const plan = page.getByRole("region", { name: t("plan.title") });
    await plan.getByText(visitor.t("plan", "document_added", { kind: "object", label: "Sales order" })).waitFor();
    await plan.getByText(visitor.t("plan", "extension_added", { kind: "object", label: "Opportunity" })).waitFor();
    await plan.getByText(t("plan.woken"), { exact: true }).waitFor();
    await page.getByRole("button", { name: t("plan.run_one", { count: 1, n: 2 }), exact: true }).click();
    await page.getByText(t("added", { names: "Orders", n: 2 })).waitFor();
    await page.getByRole("button", { name: t("remove.of", { name: "Orders" }), exact: true }).waitFor();
    const orders = async (): Promise<number> => ((await (await visitor.context.request.get(`/api/w/${WS}/records/sales_order?count=true&limit=1`)).json()) as { count: number }).count; // contract §4
    expect(await orders()).toBeGreaterThan(0);

    await page.getByRole("button", { name: t("sample.open"), exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: t("sample.run"), exact: true }).click();
    await page.getByText(/records removed\./).waitFor();
    expect(await orders()).toBe(0);

    await page.goto(`/studio/${WS}/releases`);
    await page.getByRole("button", { name: visitor.t("releases", "list.rollBack"), exact: true }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/^Removes the object “Sales order”/).first().waitFor();
    await dialog.getByRole("button", { name: visitor.t("releases", "back.run", { n: 3 }), exact: true }).click();
    await page.getByText(visitor.t("releases", "back.doneTitle", { n: 3 })).waitFor();
    await page.getByRole("button", { name: visitor.t("releases", "close"), exact: true }).last().click();
    await page.goto(`/studio/${WS}/modules`);
    await page.getByRole("checkbox", { name: "Orders", exact: true }).waitFor();
    visitor.expectQuiet();
    await visitor.context.close();
  });

  test("one is removed with its screens; one that others need says so", async () => {
    const visitor = await studio.builder("zh-CN");
    const { page } = visitor;
    const t = (key: string, more: Record<string, string | number> = {}): string => visitor.t("modules", key, more);
    await page.goto(`/studio/${WS}/modules`);
    await page.getByRole("button", { name: t("remove.of", { name: "商机" }), exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^移除，作为版本\d+$/ }).click();
    await page.getByText(t("remove.doneTitle", { name: "商机" })).waitFor();
    await page.getByRole("button", { name: t("close"), exact: true }).last().click();
    await page.getByRole("checkbox", { name: "商机", exact: true }).waitFor();
    visitor.expectQuiet();
    await visitor.context.close();
  });
});
