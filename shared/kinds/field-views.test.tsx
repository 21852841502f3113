import { MantineProvider } from "@mantine/core";
import { createInstance } from "i18next";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { prerender } from "react-dom/static";
import { describe, expect, test } from "vitest";
import type { ReactNode } from "react";
import { LANGUAGES, type Language } from "#shared/lib/label.ts";
import en from "#shared/messages/kinds/en.json" with { type: "json" };
import zh from "#shared/messages/kinds/zh-CN.json" with { type: "json" };
import { FormatContext as UiFormat } from "#shared/ui/format.ts";
import type { FieldFixture, FieldInfo } from "./define.ts";
import type { FieldPorts } from "./define-view.ts";
import { fieldView } from "./field-views.tsx";
import { FIELD_KINDS, fieldKind } from "./fields.ts";
import { FieldPortsContext } from "./ports.tsx";

// Every room's Display and Input, drawn to HTML from the fixtures in both languages.

const MESSAGES: Record<Language, Readonly<Record<string, string>>> = { en, "zh-CN": zh };

function portsOf(language: Language, titles: Readonly<Record<string, string>> = {}): FieldPorts {
  return {
    format: { language, timeZone: "Asia/Shanghai", currency: "CNY", now: new Date("2026-11-24T04:00:00Z"), dense: false },
    find: async () => [],
    title: (_object, id) => titles[id] ?? null,
    href: (object, id) => `/r/${object}/${id}`,
    upload: async () => ({ file: "", name: "", size: 0, type: "" }),
    fileUrl: (id) => `/f/${id}`,
    text(key, params = {}) {
      const message = MESSAGES[language][key];
      if (message === undefined) throw new Error(`no message ${key}`);
      return message.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(params[name]));
    },
  };
}

async function draw(ports: FieldPorts, node: ReactNode): Promise<string> {
  const i18n = createInstance();
  await i18n.use(initReactI18next).init({ lng: ports.format.language, resources: { [ports.format.language]: { ui: {} } }, ns: ["ui"], defaultNS: "ui" });
  const { prelude } = await prerender(
    <I18nextProvider i18n={i18n}>
      <MantineProvider>
        <UiFormat value={{ locale: "en-GB", timeZone: "Asia/Shanghai" }}><FieldPortsContext value={ports}><main>{node}</main></FieldPortsContext></UiFormat>
      </MantineProvider>
    </I18nextProvider>,
  );
  const html = await new Response(prelude).text();
  return /<main>(.*)<\/main>/s.exec(html)?.[1] ?? "";
}

function fieldOf(type: string, settings: FieldFixture["settings"]): FieldInfo {
  const doc = { name: "field", type, ...settings };
  const value = fieldKind(type)?.value(doc, { workspaceCurrency: "CNY" });
  if (!value) throw new Error(`no kind ${type}`);
  return {
    name: "field",
    type,
    label: { en: "Field", "zh-CN": "字段" },
    value,
    required: false,
    options: (doc.options ?? []).map((option) => ({ value: option.value, label: option.label ?? {}, hue: "indigo", inactive: option.inactive === true })),
    settings: doc,
  };
}

const textOf = (html: string): string => html.replace(/<[^>]*>/g, "").replaceAll("&#x27;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

describe.each(FIELD_KINDS.map(({ type }) => type))("%s", (type) => {
  test("draws its samples, and a control for them", async () => {
    const { fixtures }: { fixtures: readonly FieldFixture[] } = await import(`./fields/${type}/fixtures.ts`);
    const view = fieldView(type);
    if (!view) throw new Error("no view");
    expect(view.width).toBeGreaterThanOrEqual(48);
    for (const language of LANGUAGES) {
      const ports = portsOf(language);
      for (const { settings, samples } of fixtures) {
        const field = fieldOf(type, settings);
        for (const { value } of samples) {
          for (const dense of [true, false]) {
            const shown = await draw(ports, <view.Display field={field} value={value} dense={dense} />);
            expect(shown, JSON.stringify(value)).not.toBe("");
            if (value === null) expect(textOf(shown)).toBe("–");
            const input = await draw(ports, <view.Input id="control" field={field} value={value} onChange={() => {}} dense={dense} />);
            if (type !== "children") expect(input).toContain('id="control"');
          }
          await draw(ports, <view.Input id="control" field={field} value={value} onChange={() => {}} readOnly invalid describedBy="problem" />);
        }
      }
    }
  }, 30_000);
});

const ID = "0198c0de-0000-7000-8000-000000000001";

test("what a record names is shown by title, hidden records as dots, unknown ones as a gap", async () => {
  const view = fieldView("lookup");
  if (!view) throw new Error("no view");
  const field = fieldOf("lookup", { to: ["team"] });
  const known = await draw(portsOf("en", { [ID]: "East" }), <view.Display field={field} value={ID} />);
  expect(textOf(known)).toBe("East");
  expect(known).toContain(`href="/r/team/${ID}"`);
  expect(textOf(await draw(portsOf("en"), <view.Display field={field} value={ID} titles={{ field$title: "West" }} />))).toBe("West");
  expect(textOf(await draw(portsOf("en"), <view.Display field={field} value={ID} titles={{ field$title: null }} />))).toBe("••••");
  expect(textOf(await draw(portsOf("en"), <view.Display field={field} value={ID} />))).toBe("");
});

test("several people in a list: two, and how many more", async () => {
  const view = fieldView("users");
  if (!view) throw new Error("no view");
  const titles = { a: "周亦然", b: "Ada King", c: "陈默" };
  const shown = await draw(portsOf("zh-CN", titles), <view.Display field={fieldOf("users", {})} value={["a", "b", "c"]} dense />);
  expect(textOf(shown)).toContain("周亦然");
  expect(textOf(shown)).toMatch(/\+1$/);
  expect(shown).toContain('title="陈默"');
});

test("money of another currency is written by its code", async () => {
  const view = fieldView("currency");
  if (!view) throw new Error("no view");
  const field = fieldOf("currency", {});
  expect(textOf(await draw(portsOf("en"), <view.Display field={field} value="12400.00" currency="USD" dense />))).toBe("USD 12,400");
  expect(textOf(await draw(portsOf("en"), <view.Display field={field} value="12400.00" currency="CNY" />))).toBe("¥12,400.00");
});

test("a masked address is text, not a link", async () => {
  for (const type of ["email", "phone", "url"]) {
    const view = fieldView(type);
    if (!view) throw new Error("no view");
    const shown = await draw(portsOf("en"), <view.Display field={fieldOf(type, {})} value="••••" />);
    expect(textOf(shown)).toBe("••••");
    expect(shown).not.toContain("href");
  }
});
