import { execFile, spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const EMAIL = "bench@example.test";
export const PASSWORD = "Correct-horse-7-battery";

export interface Running {
  url: string;
  process: ChildProcess;
  /** Milliseconds from start to the printed address. */
  coldStart: number;
  /** Resident memory in MB. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts a server script and waits for the address it prints. */
export async function start(script: string, args: readonly string[], env: Record<string, string>): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, env: { ...process.env, NODE_ENV: "production", ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve, reject) => {
    let printed = "";
    child.stdout?.on("data", (part: Buffer) => {
      printed += part.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
      if (found) resolve(found[0]);
    });
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}: ${printed}`)));
  });
  return {
    url,
    process: child,
    coldStart: performance.now() - began,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}

/** Bundles a TypeScript script of the bench so that both servers run as plain JavaScript. */
export function bundle(script: string, outFile: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [`${ROOT}/bench/bundle.mjs`, script, outFile], { cwd: ROOT }, (error, _out, problems) => (error ? reject(new Error(problems)) : resolve()));
  });
}

/** A small client that keeps its session and throws on anything but success. */
export class Client {
  private cookie = "";
  constructor(readonly url: string) {}

  async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: { origin: this.url, ...(this.cookie && { cookie: this.cookie }), ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    for (const cookie of response.headers.getSetCookie()) this.cookie = cookie.split(";")[0] ?? "";
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return (text ? JSON.parse(text) : null) as T;
  }

  signIn(email: string, password: string): Promise<unknown> {
    return this.call("POST", "/api/auth/sign-in/email", { email, password });
  }
  async token(): Promise<string> {
    return (await this.call<{ token: string }>("POST", "/api/auth/tokens", { name: "bench" })).token;
  }
}
