import { createRequire } from "node:module";

/** One line that says what this machine lacks, or null. */
export function missing() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) return `Tangram needs Node 20.19 or newer; this is ${process.versions.node}.`;
  try {
    const Database = createRequire(import.meta.url)("better-sqlite3");
    new Database(":memory:").close();
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error).split("\n")[0];
    return `better-sqlite3 does not load: run npm ci; where its prebuilt binary can't be had it needs python3 and a C++ compiler. (${reason})`;
  }
  return null;
}
