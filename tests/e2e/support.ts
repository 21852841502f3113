import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from "playwright-core";
import { expect } from "vitest";
import type { Language } from "#shared/lib/label.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DESKTOP = { width: 1440, height: 900 } as const;
/** Of anything one waits for on the screen; two cores may be busy with other tests. */
const PATIENCE = 30_000;

/** The product as `npm start` runs it. */
export interface Product {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  /** The one-time link that was printed; null where the folder was set up already. */
  readonly link: string | null;
  /** Ends it as Ctrl+C does; its data stay until `remove`. */
  stop(): Promise<void>;
  /** Starts again on the same folder, at another port. */
  restart(): Promise<Product>;
  /** Ends it and takes its folder away. */
  remove(): Promise<void>;
}

/** Starts the built product (and builds it where it isn't) on an empty folder. `demo`: with `--demo`, so that a workspace is ready. */
export async function startProduct({ demo = false }: { demo?: boolean } = {}): Promise<Product> {
  await build();
  return serve(await mkdtemp(join(tmpdir(), "tangram-e2e-")), demo);
}

async function serve(data: string, demo: boolean): Promise<Product> {
  const child = spawn(process.execPath, ["scripts/start.mjs", ...(demo ? ["--demo"] : [])], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", PORT: "0", HOST: "127.0.0.1", TANGRAM_DATA: data, LANG: "en" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { url, link } = await printed(child);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  return {
    url,
    link,
    stop,
    restart: async () => {
      await stop();
      return serve(data, false);
    },
    remove: async () => {
      await stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Address and link, once both are printed: the link comes in the same breath as the address. */
function printed(child: ChildProcess): Promise<{ url: string; link: string | null }> {
  return new Promise((resolve, reject) => {
    let output = "";
    let errors = "";
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => (errors += chunk));
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      const address = /^(http:\/\/\S+)\n/m.exec(output);
      if (address?.[1] !== undefined) resolve({ url: address[1], link: /http:\/\/\S+\?token=\S+/.exec(output)?.[0] ?? null });
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the product ended with ${code} before it served\n${output}\n${errors}`)));
  });
}

/** Builds once, also where several test files begin at the same time: a lock that goes with its process. */
async function build(): Promise<void> {
  const lock = new Database(join(tmpdir(), "tangram-e2e-build.lock"), { timeout: 0 });
  try {
    for (;;) {
      try {
        lock.exec("BEGIN EXCLUSIVE");
        break;
      } catch {
        await pause(200); // another file builds
      }
    }
    const child = spawn(process.execPath, ["scripts/build.mjs"], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
    await once(child, "exit");
    if (child.exitCode !== 0) throw new Error("the product can't be built");
  } finally {
    lock.close();
  }
}

/** As scripts/chromium.mjs finds it for `npm test`, which hands it on; by itself where a test runs alone. */
async function chromiumPath(): Promise<string> {
  const known = process.env.TANGRAM_CHROMIUM ?? (existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : undefined);
  return known ?? (await import("@sparticuz/chromium")).default.executablePath();
}

/** A real Chromium, with the switches that containers need. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
}

export interface VisitOptions extends Pick<BrowserContextOptions, "viewport" | "colorScheme" | "storageState" | "hasTouch"> {
  language?: Language;
}

/** One person at one screen. Whatever the browser complains about is kept: `expectQuiet` fails on it. */
export class Visitor {
  readonly #complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly language: Language,
  ) {}

  static async open(browser: Browser, url: string, { language = "en", viewport = DESKTOP, ...options }: VisitOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: url, viewport, locale: language, timezoneId: "Asia/Shanghai", ...options });
    context.setDefaultTimeout(PATIENCE);
    const visitor = new Visitor(context, await context.newPage(), language);
    visitor.#listen(visitor.page);
    return visitor;
  }

  /** Another page of the same person. */
  async another(): Promise<Page> {
    const page = await this.context.newPage();
    this.#listen(page);
    return page;
  }

  #listen(page: Page): void {
    page.on("pageerror", (error) => this.#complaints.push(`page error: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      this.#complaints.push(`console: ${message.text()} (${message.location().url})`);
    });
  }

  /** The one complaint so far is the browser's line about an answer that the test asked for; it is forgotten. */
  expectRefusal(status: number): void {
    expect(this.#complaints.splice(0)).toEqual([expect.stringContaining(`responded with a status of ${status}`)]);
  }

  /** Nothing was complained about so far. */
  expectQuiet(): void {
    expect(this.#complaints).toEqual([]);
  }

  /** A text of the catalogues in this person's language: `form`, `lines.add`. Values fill `{{…}}`. */
  t(namespace: string, key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return text(this.language, namespace, key, values);
  }
}

const catalogues = new Map<string, unknown>();

/** A text of `shared/messages`; throws where there is none, so that a test names only what is there. */
export function text(language: Language, namespace: string, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const file = join(ROOT, "shared", "messages", namespace, `${language}.json`);
  const catalogue = catalogues.get(file) ?? (JSON.parse(readFileSync(file, "utf8")) as unknown);
  catalogues.set(file, catalogue);
  const found = property(catalogue, key) ?? key.split(".").reduce(property, catalogue);
  if (typeof found !== "string") throw new Error(`no text ${namespace}:${key} in ${language}`);
  return found.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ""));
}

function property(holder: unknown, key: string): unknown {
  return typeof holder === "object" && holder !== null ? Object.entries(holder).find(([name]) => name === key)?.[1] : undefined;
}

/** Types into a combobox and takes the first that matches. Answers what was taken. */
export async function pick(combobox: Locator, query: string): Promise<string> {
  await combobox.click();
  if (query !== "") await combobox.fill(query);
  const option = combobox.page().getByRole("option").filter({ hasText: query }).first();
  await option.waitFor();
  const taken = (await option.innerText()).trim();
  await option.click();
  return taken;
}

/** The cell of a grid's row (0: the first under the head) in the column with that head. */
export async function cellOf(grid: Locator, row: number, column: string): Promise<Locator> {
  const head = grid.getByRole("columnheader").filter({ hasText: new RegExp(`^${column}( \\*)?$`) });
  const place = await head.getAttribute("aria-colindex");
  return grid.locator(`[role=row][aria-rowindex="${row + 2}"] > [role=gridcell][aria-colindex="${place}"]`);
}

/** Makes a cell the active one. */
export async function clickCell(grid: Locator, row: number, column: string): Promise<Locator> {
  const cell = await cellOf(grid, row, column);
  await cell.click();
  return cell;
}
