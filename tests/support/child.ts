import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/**
 * Runs a TypeScript script of ours in a process of its own. `onLine` hears its lines as they come and may kill it; the answer
 * is how it ended.
 */
export function runChild(script: string, argument: unknown, onLine?: (line: string, kill: () => void) => void): Promise<ChildEnd> {
  const child = spawn(process.execPath, ["scripts/run-ts.mjs", script, JSON.stringify(argument)], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine?.(line, () => child.kill("SIGKILL"));
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (errors += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, output, errors }));
  });
}

/** What a child was told to do. */
export function childArgument<T>(): T {
  return JSON.parse(process.argv.at(-1) ?? "null") as T; // from `runChild`
}
