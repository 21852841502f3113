import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "#shared/lib/label.ts";
import type { ObjectDoc } from "#shared/metadata/object.ts";
import { startStudio, stored, WS, type Studio } from "./studio-world.ts";
import { launchBrowser, pick, type Visitor } from "./support.ts";

let browser: Browser;
let studio: Studio;
/** The record that formulas are tried on. */
let record: string;

const BID: ObjectDoc = {
  kind: "object", name: "bid", label: { en: "Bid", "zh-CN": "投标" }, plural: { en: "Bids", "zh-CN": "投标" }, title: "name", owners: true,
  fields: [
    { name: "name", type: "text", label: { en: "Name", "zh-CN": "名称" }, required: true },
    { name: "amount", type: "currency", label: { en: "Amount", "zh-CN": "金额" } },
    { name: "discount", type: "percent", label: { en: "Discount", "zh-CN": "折扣" } },
    {
      name: "status", type: "select", label: { en: "Status", "zh-CN": "状态" }, default: "draft",
      options: [{ value: "draft", label: { en: "Draft", "zh-CN": "草拟" }, hue: "grey" }, { value: "sent", label: { en: "Sent", "zh-CN": "已递交" }, hue: "indigo" }, { value: "won", label: { en: "Won bid", "zh-CN": "中标" }, hue: "malachite" }],
    },
  ],
};

beforeAll(async () => {
  browser = await launchBrowser();
  studio = await startStudio(browser);
  const { context } = await studio.builder();
  const { request } = context;
  expect((await request.put(`/api/w/${WS}/draft/object/bid`, { data: BID, headers: { "If-None-Match": "*" } })).status()).toBe(201);
  expect((await request.post(`/api/w/${WS}/releases`, { data: { message: "Bids" } })).status()).toBe(201);
  const made = await request.post(`/api/w/${WS}/records/bid`, { data: { name: "Harbour crane", amount: "1200.50", discount: "10" } });
  expect(made.status()).toBe(201);
  record = ((await made.json()) as { id: string }).id; // contract §4
  await context.close();
});
afterAll(async () => {
  await browser.close();
  await studio.product.remove();
});

/** Publishes all that is in the draft. */
async function publish(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await saved(visitor);
  await page.getByRole("link", { name: visitor.t("studio", "bar.publish"), exact: true }).click();
  await page.getByText(visitor.t("releases", "check.passed"), { exact: true }).waitFor();
  await page.getByRole("textbox", { name: visitor.t("releases", "publish.message"), exact: true }).fill("Formulas");
  const [before = "", after = ""] = visitor.t("releases", "publish.publish", { n: "#" }).split("#");
  const button = page.getByRole("button", { name: new RegExp(`^${before}\\d+${after}$`) });
  const release = /\d+/.exec(await button.innerText())?.[0] ?? "";
  await button.click();
  await page.getByText(visitor.t("releases", "publish.done", { n: release })).first().waitFor();
}

const saved = (visitor: Visitor): Promise<void> => visitor.page.getByRole("status").filter({ hasText: visitor.t("studio", "bar.status.saved") }).waitFor();

async function expectOpenToAll(visitor: Visitor): Promise<void> {
  const { violations } = await new AxeBuilder({ page: visitor.page }).options({ resultTypes: ["violations"] }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} (${failureSummary ?? ""})`).join("; ")}`)).toEqual([]);
}

/** What fits is shown; Enter takes the first. */
async function completeFirst(visitor: Visitor, area: Locator, typed: string, expected: RegExp): Promise<void> {
  await area.pressSequentially(typed);
  await visitor.page.getByRole("option", { selected: true }).filter({ hasText: expected }).waitFor();
  await visitor.page.keyboard.press("Enter");
}

describe("a formula field", () => {
  test("is written with completion, tried on a record, published and seen in the list", async () => {
    const visitor = await studio.builder();
    const { page } = visitor;
    const s = (key: string, values = {}): string => visitor.t("studio", key, values);
    await page.goto(`/studio/${WS}/objects/bid`);
    await page.getByRole("button", { name: visitor.t("kinds", "field.formula"), exact: true }).click();
    await page.getByRole("textbox", { name: `${visitor.t("kinds", "setting.label")} English`, exact: true }).fill("Net");
    const area = page.getByRole("textbox", { name: visitor.t("kinds", "setting.formula"), exact: true });

    // Fields by name or by what they are called, functions with brackets: all from the keyboard.
    await area.click();
    await completeFirst(visitor, area, "roun", /^ROUND/);
    await page.getByText("Rounds half away from zero", { exact: false }).first().waitFor();
    await completeFirst(visitor, area, "am", /amount/);
    await completeFirst(visitor, area, " * (1 - Disc", /discount/);
    await area.pressSequentially("), 1)");
    expect(await area.inputValue()).toBe("ROUND(amount * (1 - discount), 1)");
    await page.getByText(s("formula.gives", { type: s("formula.digits_one", { style: s("formula.number.currency"), count: 1 }) }), { exact: true }).waitFor();
    await page.getByText(s("formula.class.stored"), { exact: true }).waitFor();
    // 1200.50 × 0.9 = 1080.45, to one digit half away from zero.
    await page.getByRole("status").filter({ hasText: s("formula.trial.result") }).filter({ hasText: "1,080.5" }).waitFor();
    await expectOpenToAll(visitor);

    // What the pointer rests on is explained.
    const box = await area.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 12, (box?.y ?? 0) + 10);
    await page.getByRole("tooltip").filter({ hasText: "ROUND(2.345, 2) → 2.35" }).waitFor();

    await publish(visitor);
    await page.goto(`/w/${WS}/o/bid`);
    await page.getByRole("gridcell").filter({ hasText: "1,080.5" }).first().waitFor();
    visitor.expectQuiet();
    await visitor.context.close();
  });

  test("that is wrong shows where, says what is meant and mends it at a press", async () => {
    const visitor = await studio.builder("zh-CN");
    const { page } = visitor;
    await page.goto(`/studio/${WS}/objects/bid`);
    await page.getByRole("button", { name: visitor.t("kinds", "field.formula"), exact: true }).click();
    const area = page.getByRole("textbox", { name: visitor.t("kinds", "setting.formula"), exact: true });
    await area.fill("amuont * 2");
    const message = visitor.t("formula", "unknown_field", { field: "amuont", object: "bid" });
    const problem = page.getByRole("button", { name: message, exact: true });
    await problem.waitFor();
    expect(await page.locator("[data-wrong]").innerText()).toBe("amuont");
    expect(await area.getAttribute("aria-invalid")).toBe("true");
    await expectOpenToAll(visitor);
    await problem.click();
    expect(await page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]")).toEqual([0, 6]);

    // The publish screen refuses it, and leads back to its place.
    await saved(visitor);
    await page.getByRole("link", { name: visitor.t("studio", "bar.publish"), exact: true }).click();
    await page.getByRole("listitem").filter({ hasText: message }).getByRole("link", { name: visitor.t("releases", "look.open"), exact: true }).click();
    await problem.waitFor();
    await page.getByRole("button", { name: visitor.t("studio", "formula.fix.replace", { from: "amuont", to: "amount" }), exact: true }).click();
    expect(await area.inputValue()).toBe("amount * 2");
    await problem.waitFor({ state: "detached" });
    await page.getByRole("status").filter({ hasText: "2,401.00" }).waitFor();

    // With more room, and a function from the list.
    await page.getByRole("button", { name: visitor.t("studio", "formula.larger"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    const large = dialog.getByRole("textbox", { name: visitor.t("studio", "formula.title"), exact: true });
    await large.fill("");
    await dialog.getByRole("searchbox", { name: visitor.t("studio", "formula.findFunction"), exact: true }).fill("大写");
    await dialog.getByRole("button", { name: "RMB_CAPITALS", exact: true }).click();
    await dialog.getByRole("button", { name: visitor.t("studio", "formula.insertFunction", { name: "RMB_CAPITALS" }), exact: true }).click();
    await completeFirst(visitor, large, "金", /amount/);
    expect(await large.inputValue()).toBe("RMB_CAPITALS(amount)");
    await dialog.getByRole("status").filter({ hasText: "壹仟贰佰元伍角" }).waitFor();
    await expectOpenToAll(visitor);
    // Escape closes the list of completions, then the dialog; the focus goes back to the button.
    await large.press("Control+Space");
    await page.getByRole("listbox").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("listbox").waitFor({ state: "detached" });
    expect(await dialog.isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await saved(visitor);
    visitor.expectQuiet();
    await visitor.context.close();
  });
});

test("a rule and stages that are made by clicks hold in the running workspace", async () => {
  const visitor = await studio.builder();
  const { page } = visitor;
  const o = (key: string, values = {}): string => visitor.t("objects", key, values);
  const s = (key: string, values = {}): string => visitor.t("studio", key, values);
  await page.goto(`/studio/${WS}/objects/bid`);
  await page.getByRole("tab", { name: o("tab.rules") }).click();
  await page.getByRole("textbox", { name: o("checks.new"), exact: true }).fill("A bid needs an amount above 0.");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: s("condition.add"), exact: true }).click();
  await pick(page.getByRole("combobox", { name: s("condition.field"), exact: true }), "Amount");
  await pick(page.getByRole("combobox", { name: s("condition.operator"), exact: true }), s("op.gt"));
  await page.getByRole("textbox", { name: s("condition.value"), exact: true }).fill("0");
  await page.getByText(s("formula.trial.rule.true"), { exact: true }).waitFor();
  await pick(page.getByRole("combobox", { name: new RegExp(o("checks.at")) }), "Amount");
  await expectOpenToAll(visitor);

  await page.getByRole("tab", { name: o("tab.stages") }).click();
  await page.getByRole("button", { name: o("stages.add"), exact: true }).click();
  await page.getByRole("button", { name: o("stages.trackOn"), exact: true }).click();
  await page.getByRole("button", { name: o("stages.step", { name: "Draft" }), exact: true }).click();
  await page.getByRole("textbox", { name: new RegExp(`^${o("stages.probability")}`) }).fill("20");
  const step = page.getByRole("region", { name: o("stages.step", { name: "Draft" }) });
  await step.getByRole("button", { name: s("condition.asFormula"), exact: true }).click();
  await step.getByRole("textbox", { name: s("condition.formulaOf", { label: o("stages.exit") }), exact: true }).fill("discount <= 5%");
  await step.getByText(s("formula.trial.condition.false"), { exact: true }).waitFor();
  await page.getByRole("checkbox", { name: o("stages.move", { from: "Draft", to: "Won bid" }), exact: true }).uncheck();
  await expectOpenToAll(visitor);
  await saved(visitor);
  const document = await stored<ObjectDoc>(visitor, "object", "bid");
  expect(document.rules).toEqual([{ name: "a_bid_needs_an_amount_above_0", check: "amount > 0", severity: "error", message: { en: "A bid needs an amount above 0." }, at: "amount" }]);
  expect(document.stages).toEqual([{ name: "status", field: "status", steps: [{ value: "draft", probability: "20", exit: "discount <= 5%", next: ["sent"] }, { value: "sent" }, { value: "won" }] }]);

  await publish(visitor);
  const patch = async (data: object): Promise<{ status: number; body: { errors?: { path: string; rule: string; message: string }[] } }> => {
    const answer = await visitor.context.request.patch(`/api/w/${WS}/records/bid/${record}`, { data, headers: { "Accept-Language": "en" } });
    return { status: answer.status(), body: (await answer.json()) as { errors?: { path: string; rule: string; message: string }[] } }; // contract §4
  };
  const broken = await patch({ amount: "0" });
  expect([broken.status, broken.body.errors?.[0]]).toEqual([422, expect.objectContaining({ path: "/amount", rule: "a_bid_needs_an_amount_above_0", message: "A bid needs an amount above 0." })]);
  expect((await patch({ status: "won" })).body.errors?.[0]?.rule).toBe("stage");
  expect((await patch({ status: "sent" })).body.errors?.[0]?.rule).toBe("stage");
  expect((await patch({ discount: "5" })).status).toBe(200);
  expect((await patch({ status: "sent" })).status).toBe(200);
  visitor.expectQuiet();
  await visitor.context.close();
});

test("a default can be a formula", async () => {
  const visitor = await studio.builder();
  const { page } = visitor;
  await page.goto(`/studio/${WS}/objects/bid?at=discount`);
  const how = page.getByRole("radiogroup", { name: visitor.t("studio", "default.how", { name: "Discount" }), exact: true });
  await how.getByText(visitor.t("studio", "default.formula"), { exact: true }).click();
  const area = page.getByRole("textbox", { name: visitor.t("kinds", "setting.default"), exact: true });
  await area.fill("IF(amount > 1000, 5%, 0)");
  await page.getByRole("status").filter({ hasText: visitor.t("studio", "formula.trial.result") }).filter({ hasText: "5%" }).waitFor();
  await saved(visitor);
  const { fields } = await stored<ObjectDoc>(visitor, "object", "bid");
  expect(fields?.find(({ name }) => name === "discount")?.default).toEqual({ formula: "IF(amount > 1000, 5%, 0)" });
  visitor.expectQuiet();
  await visitor.context.close();
});

test.each<{ language: Language; colorScheme: "light" | "dark" }>([{ language: "en", colorScheme: "dark" }, { language: "zh-CN", colorScheme: "light" }])("on a phone in $language the editor fits and completes", async ({ language, colorScheme }) => {
  const visitor = await studio.builder(language, { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme });
  const { page } = visitor;
  await page.goto(`/studio/${WS}/objects/bid?at=formula`);
  await page.getByRole("button", { name: visitor.t("studio", "frame.inspector"), exact: true }).click();
  const area = page.getByRole("dialog").getByRole("textbox", { name: visitor.t("kinds", "setting.formula"), exact: true });
  await area.tap();
  await area.fill("");
  await area.pressSequentially("dis");
  const option = page.getByRole("option").first();
  await option.waitFor();
  const box = await option.boundingBox();
  expect(box?.height ?? 0).toBeGreaterThanOrEqual(44);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  await option.tap();
  expect(await area.inputValue()).toBe("discount");
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  await expectOpenToAll(visitor);
  visitor.expectQuiet();
  await visitor.context.close();
});
