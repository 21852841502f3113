// node scripts/pictures.mjs [name …]: makes the pictures of docs/pictures (all, or those named) from the built product in a real
// browser. What is shown stands in docs/pictures/scenes.json; servers run on free ports with data in a temporary folder.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { chromium } from "playwright-core";
import { findChromium } from "./chromium.mjs";
import { root } from "./sources.mjs";

const FOLDER = join(root, "docs", "pictures");
const BYTES_MAX = 150_000;
const START_MS = 300_000;
const WAIT_MS = 30_000;

const { scenes, draft } = JSON.parse(readFileSync(join(FOLDER, "scenes.json"), "utf8"));
const names = process.argv.slice(2);
const unknown = names.filter((name) => !scenes.some((scene) => scene.name === name));
if (unknown.length > 0) {
  console.error(`no such scene: ${unknown.join(", ")}`);
  process.exit(2);
}
const chosen = scenes.filter((scene) => names.length === 0 || names.includes(scene.name));

/** Starts the product on an empty folder; answers its address, the printed link, and how to end it. */
function start(options) {
  const data = mkdtempSync(join(tmpdir(), "tangram-pictures-"));
  const env = { ...process.env, PORT: "0", HOST: "127.0.0.1", TANGRAM_DATA: data, DATABASE_URL: "", TANGRAM_URL: "", LANG: "en_US.UTF-8", LC_ALL: "" };
  const child = spawn(process.execPath, [join(root, "scripts", "start.mjs"), ...options], { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  const exit = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill();
    await exit;
    rmSync(data, { recursive: true, force: true });
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => void stop().finally(() => reject(new Error("the server did not start"))), START_MS);
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      const address = /^http:\/\/\S+$/m.exec(text)?.[0];
      const link = /http:\/\/\S+\?token=\S+/.exec(text)?.[0];
      if (!address || !link) return;
      clearTimeout(timer);
      resolve({ address, link, stop });
    });
    void exit.then((code) => reject(new Error(`the server ended with ${code}`)));
  });
}

/** A request of the signed-in page's own session; fails on every answer that is not 2xx. */
async function call(page, method, url, body, headers = {}) {
  const response = await page.request.fetch(url, { method, headers, ...(body !== undefined && { data: body }) });
  if (!response.ok()) throw new Error(`${method} ${url}: ${response.status()} ${await response.text()}`);
  return response;
}

/** Puts a new field and its place on the form into the draft, as a builder does by dragging. */
async function changeDraft(page) {
  const edit = async (path, change) => {
    const url = new URL(path, page.url()).href;
    const response = await call(page, "GET", url);
    await call(page, "PUT", url, change(await response.json()), { "If-Match": response.headers().etag });
  };
  await edit(`/api/w/demo/draft/object/${draft.object}`, (object) => ({ ...object, fields: [...object.fields, draft.field] }));
  await edit(`/api/w/demo/draft/form/${draft.form}`, (form) => ({
    ...form,
    body: form.body.map((block) => (block.id === draft.section ? { ...block, children: [...block.children, draft.block] } : block)),
  }));
}

async function pathOf(page, scene, link) {
  if (!scene.record) return scene.path.replace("{link}", link);
  const { object, where, sort } = scene.record;
  const query = new URLSearchParams({ limit: "1", ...(where && { where: JSON.stringify(where) }), ...(sort && { sort }) });
  const { records } = await (await call(page, "GET", new URL(`/api/w/demo/records/${object}?${query}`, link).href)).json();
  return scene.path.replace("{id}", records[0].id);
}

/** Nothing loads any more: no grey bars, fonts and images there, animations over. */
async function settle(page) {
  await page.waitForLoadState("load");
  await page.waitForFunction(
    () => !document.querySelector("[aria-busy=true]") && document.fonts.status === "loaded" && [...document.images].every((image) => image.complete),
    undefined,
    { timeout: WAIT_MS },
  );
  await page.waitForTimeout(600);
}

async function take(page, scene, link) {
  await page.goto(new URL(await pathOf(page, scene, link), link).href);
  if (scene.fill) {
    const inputs = page.locator("main input, form input");
    await inputs.first().waitFor({ timeout: WAIT_MS });
    for (const [place, value] of scene.fill.entries()) await inputs.nth(place).fill(value);
    await page.locator(scene.press).last().click();
  }
  await page.locator(scene.wait).first().waitFor({ timeout: WAIT_MS });
  await settle(page);
  for (const text of scene.choose ?? []) await page.getByText(text, { exact: true }).first().click();
  for (const [label, value] of Object.entries(scene.type ?? {})) await page.getByLabel(label).fill(value);
  for (const key of scene.keys ?? []) await page.keyboard.press(key);
  if (scene.then) await page.locator(scene.then).first().waitFor({ timeout: WAIT_MS });
  if (scene.select) await page.locator(scene.select).click();
  if (scene.show) await page.locator(scene.show).first().evaluate((element) => element.scrollIntoView({ block: "center" }));
  await settle(page);
  const picture = inFewColours(await page.screenshot({ animations: "disabled", caret: "hide" }));
  const file = join(FOLDER, `${scene.name}.png`);
  if (picture.length > BYTES_MAX) throw new Error(`${file} would have ${picture.length} bytes; ${BYTES_MAX} is the most`);
  writeFileSync(file, picture);
  console.log(`${scene.name}.png  ${Math.ceil(picture.length / 1000)} kB`);
}

/** A PNG's pixels, three bytes each; for the kinds that browsers write (8 bits, RGB or RGBA, not interlaced). */
function pixelsOf(png) {
  const parts = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [width, height, step] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25] === 6 ? 4 : 3];
  const lines = inflateSync(Buffer.concat(parts));
  const stride = width * step;
  const flat = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= step ? flat[y * stride + x - step] : 0;
      const up = y > 0 ? flat[(y - 1) * stride + x] : 0;
      const corner = x >= step && y > 0 ? flat[(y - 1) * stride + x - step] : 0;
      flat[y * stride + x] = lines[y * (stride + 1) + 1 + x] + [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter];
    }
  }
  const rgb = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) flat.copy(rgb, pixel * 3, pixel * step, pixel * step + 3);
  return { width, height, rgb };
}

/** Whichever neighbour is nearest to left + up − corner (PNG's filter of Paeth). */
function nearest(left, up, corner) {
  const [l, u, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (l <= u && l <= c) return left;
  return u <= c ? up : corner;
}

/** The picture in 256 colours, every other one replaced by the nearest of them: a third of the bytes. */
function inFewColours(png) {
  const { width, height, rgb } = pixelsOf(png);
  const counts = new Map();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = rgb.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = paletteOf(counts);
  const places = new Map([...counts.keys()].map((colour) => [colour, placeIn(palette, colour)]));
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = places.get(rgb.readUIntBE((y * width + x) * 3, 3));
  }
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const colours = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, place) => colours.writeUIntBE(colour, place * 3, 3));
  return Buffer.concat([png.subarray(0, 8), chunk("IHDR", head), chunk("PLTE", colours), chunk("IDAT", deflateSync(lines, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

/** Half of it the colours that there is most of (grounds, text), the other half those farthest from all chosen so far (small coloured marks). */
function paletteOf(counts) {
  const colours = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  const palette = colours.slice(0, 128);
  const far = new Map(colours.slice(128).map((colour) => [colour, Math.min(...palette.map((other) => distance(colour, other)))]));
  while (palette.length < 256 && far.size > 0) {
    const [next] = [...far].reduce((a, b) => (b[1] > a[1] ? b : a));
    palette.push(next);
    far.delete(next);
    for (const [colour, now] of far) far.set(colour, Math.min(now, distance(colour, next)));
  }
  return palette;
}

const distance = (a, b) => [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);

function placeIn(palette, colour) {
  let best = 0;
  for (let place = 1; place < palette.length; place++) if (distance(palette[place], colour) < distance(palette[best], colour)) best = place;
  return best;
}

function chunk(type, data) {
  const part = Buffer.concat([Buffer.alloc(4), Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
  part.writeUInt32BE(data.length, 0);
  part.writeUInt32BE(crc32(part.subarray(4, -4)), part.length - 4);
  return part;
}

/** The scenes of one server. Each has a browser of its own language and size, all of them one session. */
async function round(browser, options, list) {
  if (list.length === 0) return;
  const server = await start(options);
  try {
    const signed = await browser.newContext();
    if (options.includes("--demo")) {
      const page = await signed.newPage();
      await page.goto(server.link);
      await page.waitForURL("**/w/**", { timeout: WAIT_MS });
      if (list.some((scene) => scene.draft)) await changeDraft(page);
    }
    const { cookies } = await signed.storageState();
    for (const scene of list) {
      const context = await browser.newContext({
        locale: scene.language ?? "en",
        timezoneId: "Asia/Shanghai",
        colorScheme: scene.scheme ?? "light",
        reducedMotion: "reduce",
        deviceScaleFactor: 1,
        viewport: { width: scene.width ?? 1280, height: scene.height ?? 800 },
        storageState: { cookies, origins: [] },
      });
      const page = await context.newPage();
      page.on("pageerror", (error) => console.error(`${scene.name}: ${error.message}`));
      await take(page, scene, server.link);
      await context.close();
    }
  } finally {
    await server.stop();
  }
}

const browser = await chromium.launch({ executablePath: await findChromium(), args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
try {
  await round(browser, ["--demo"], chosen.filter((scene) => !scene.server));
  await round(browser, [], chosen.filter((scene) => scene.server === "empty"));
} finally {
  await browser.close();
}
