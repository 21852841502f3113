import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Client } from "#tests/support/server.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const started: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tangram-command-"));
  folders.push(folder);
  return folder;
}

interface Run {
  readonly child: ChildProcess;
  out(): string;
  err(): string;
  readonly ended: Promise<number | null>;
  /** Resolves when the output matches; fails when the process ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
}

/** A script of the project in a process of its own, without the variables of whoever runs the tests. */
function run(script: string, args: readonly string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, [join(ROOT, "scripts", script), ...args], { cwd: ROOT, env: { PATH: process.env["PATH"] ?? "", LANG: "en_US.UTF-8", ...env }, stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (part) => (out += String(part)));
  child.stderr.on("data", (part) => (err += String(part)));
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  return {
    child, ended,
    out: () => out,
    err: () => err,
    until: async (pattern) => {
      let isOver = false;
      void ended.then(() => (isOver = true));
      for (;;) {
        const match = pattern.exec(out);
        if (match) return match;
        if (isOver) throw new Error(`ended without ${pattern}: ${out}${err}`);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    },
  };
}

/** `tangram serve` on a free port, its address. */
async function serve(data: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<{ run: Run; url: string }> {
  const server = run("start.mjs", args, { PORT: "0", TANGRAM_DATA: data, ...env });
  const [, url = ""] = await server.until(/^(http:\/\/127\.0\.0\.1:\d+)$/m);
  return { run: server, url };
}

test("the first visit needs the printed link, which works once", async () => {
  const data = await dataFolder();
  const { run: server, url } = await serve(data);
  const [link] = await server.until(/http:\S+\/setup\?token=\S+/);
  expect(link.startsWith(url)).toBe(true);
  const token = new URL(link).searchParams.get("token");
  const visitor = new Client(url);
  const wishes = { email: "first@example.test", name: "First", password: "first-password", workspace: { name: "Acme", slug: "acme", locale: "zh-CN", currency: "CNY", templates: ["customer"], sampleData: "small" } };
  expect((await visitor.get("/api/setup")).json).toEqual({ needed: true, valid: false });
  expect((await visitor.post("/api/setup", { ...wishes, token: "guessed" })).status).toBe(401);
  const offered = (await visitor.get(`/api/setup?token=${token}`)).json;
  expect(offered.templates.map((template: { name: string }) => template.name)).toContain("customer");
  expect(offered.templates.map((template: { name: string }) => template.name)).not.toContain("base");
  expect((await visitor.post("/api/setup", { ...wishes, token, workspace: { ...wishes.workspace, slug: "No" } })).status).toBe(422);
  const made = await visitor.post("/api/setup", { ...wishes, token });
  expect(made.status, made.text).toBe(201);
  expect((await visitor.get("/api/w/acme/model")).status).toBe(200);
  expect((await new Client(url).post("/api/setup", { ...wishes, token, email: "second@example.test" })).status).toBe(409);
  expect((await stat(join(data, "secret"))).mode & 0o777).toBe(0o600);

  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  const again = await serve(data);
  expect(again.run.out().trim()).toBe(again.url);
});

test("a second server on the folder waits for the first to end, or refuses in one line", async () => {
  const data = await dataFolder();
  const first = await serve(data);
  const second = run("start.mjs", [], { PORT: "0", TANGRAM_DATA: data });
  expect(await second.ended).toBe(1);
  expect(second.err().trim().split("\n")).toEqual([expect.stringContaining("Another Tangram server is running")]);
  const third = serve(data);
  await new Promise((resolve) => setTimeout(resolve, 500));
  first.run.child.kill("SIGKILL");
  const { url } = await third;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test.each([
  ["a port that is none", { PORT: "http" }, "PORT must be a number"],
  ["the world without an address", { HOST: "0.0.0.0" }, "TANGRAM_URL must be set"],
  ["PostgreSQL without a secret", { DATABASE_URL: "postgres://127.0.0.1:1/x" }, "TANGRAM_SECRET must be set"],
  ["a database that is not there", { DATABASE_URL: "postgres://127.0.0.1:1/x", TANGRAM_SECRET: "0123456789abcdef" }, "does not answer"],
  ["half an administrator", { TANGRAM_ADMIN_EMAIL: "a@example.test" }, "belong together"],
  ["a password too short", { TANGRAM_ADMIN_EMAIL: "a@example.test", TANGRAM_ADMIN_PASSWORD: "short" }, "TANGRAM_ADMIN_PASSWORD"],
  ["a proxy that is no address", { TANGRAM_PROXY: "everyone" }, "TANGRAM_PROXY"],
  ["files in the cloud", { TANGRAM_FILES: "s3://bucket" }, "TANGRAM_FILES"],
])("%s is refused in one line", async (_name, env, words) => {
  const server = run("start.mjs", [], { PORT: "0", TANGRAM_DATA: await dataFolder(), ...env });
  expect(await server.ended).toBe(1);
  expect(server.err().trim().split("\n")).toEqual([expect.stringContaining(words)]);
  expect(server.out()).toBe("");
});

test("the demo is ready to look at, by a link that works once", async () => {
  const { run: server, url } = await serve(await dataFolder(), ["--demo"]);
  const [, token] = await server.until(/\/sign-in\?token=(\S+)/);
  const visitor = new Client(url);
  expect((await visitor.post("/api/auth/sign-in/link", { token })).status).toBe(200);
  expect((await visitor.get("/api/me")).json.workspaces).toMatchObject([{ slug: "demo", roles: ["administrator"] }]);
  expect((await visitor.get("/api/w/demo/records/user?count=true")).json.count).toBeGreaterThan(5);
  expect((await new Client(url).post("/api/auth/sign-in/link", { token })).status).toBe(401);
});

test("a request that runs when the signal comes is still answered", async () => {
  const data = await dataFolder();
  const admin = { TANGRAM_ADMIN_EMAIL: "admin@example.test", TANGRAM_ADMIN_PASSWORD: "admin-password" };
  const { run: server, url } = await serve(data, [], admin);
  const client = await new Client(url).signIn("admin@example.test", "admin-password");
  await client.post("/api/workspaces", { name: "Acme", slug: "acme", locale: "en", currency: "CNY", templates: [] });
  const writes = Array.from({ length: 50 }, (_, i) => client.post("/api/w/acme/records/team", { name: `Team ${i}` }).catch(() => null));
  await writes[0];
  server.child.kill("SIGTERM");
  const answers = await Promise.all(writes);
  expect(await server.ended).toBe(0);
  const acknowledged = answers.filter((answer) => answer?.status === 201).length;
  expect(acknowledged).toBeGreaterThan(0);
  for (const answer of answers) if (answer) expect([201, 503]).toContain(answer.status);
  const again = await serve(data, [], admin);
  const back = await new Client(again.url).signIn("admin@example.test", "admin-password");
  expect((await back.get("/api/w/acme/records/team?count=true")).json.count).toBe(acknowledged);
});

test("the command line makes people and workspaces, and carries documents to and fro", async () => {
  const data = await dataFolder();
  const tangram = async (...args: string[]): Promise<{ code: number | null; out: string; err: string }> => {
    const command = run("tangram.mjs", args, { TANGRAM_DATA: data });
    return { code: await command.ended, out: command.out(), err: command.err() };
  };
  expect(await tangram("user", "create", "boss@example.test", "--name", "Boss", "--administrator")).toMatchObject({ code: 0, out: expect.stringContaining("/reset?token=tgl_") });
  expect(await tangram("workspace", "create", "acme", "--by", "boss@example.test", "--templates", "customer", "--locale", "en")).toMatchObject({ code: 0, err: "" });
  expect((await tangram("workspace", "list")).out).toBe("acme\tacme\n");
  const folder = await dataFolder();
  expect((await tangram("workspace", "pull", "acme", folder)).out).toMatch(/\d+ documents of release 1/);
  expect((await tangram("workspace", "push", "acme", folder, "--dry-run")).out.trim()).toBe("Nothing to publish.");
  const file = join(folder, "objects", "visit.json");
  const object = JSON.parse(await readFile(file, "utf8"));
  object.fields.push({ name: "weather", type: "text", label: { en: "Weather", "zh-CN": "天气" } });
  await writeFile(file, JSON.stringify(object));
  expect(await tangram("workspace", "push", "acme", folder, "--message", "weather")).toMatchObject({ code: 0, out: expect.stringContaining("Release 2.") });
  await writeFile(file, "{");
  expect(await tangram("workspace", "push", "acme", folder)).toMatchObject({ code: 1, err: expect.stringContaining("visit.json is not JSON") });
  expect(await tangram("workspace", "delete", "acme")).toMatchObject({ code: 1, err: expect.stringContaining("--yes") });
  expect(await tangram("workspace", "delete", "acme", "--yes")).toMatchObject({ code: 0 });
  expect(await tangram("workspace", "pull", "acme", folder)).toMatchObject({ code: 1 });
  expect(await tangram("dance")).toMatchObject({ code: 2, err: expect.stringContaining("dance"), out: expect.stringContaining("workspace create") });
}, 240_000);
