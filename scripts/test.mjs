// npm test: types, lint, dead code and every test. `--full`: with the counts that the issues name. Any other argument goes to
// vitest alone: `npm test -- tests/api/auth.test.ts`.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { missing } from "./requirements.mjs";
import { root } from "./sources.mjs";

const SUMMARY = join(root, "tests", ".artifacts", "vitest.json");
const full = process.argv.includes("--full");
const chosen = process.argv.slice(2).filter((argument) => argument !== "--full");

/** Runs a command with our output, one of node_modules/.bin unless it is a path; answers whether it ended well. */
function run(title, command, args, env = {}) {
  console.log(`\n── ${title}`);
  return new Promise((resolve) => {
    const child = spawn(command.includes("/") ? command : join(root, "node_modules", ".bin", command), args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
    child.once("error", (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once("exit", (code) => resolve(code === 0));
  });
}

const lack = missing();
if (lack) {
  console.error(lack);
  process.exit(1);
}
mkdirSync(join(root, "tests", ".artifacts"), { recursive: true });
rmSync(SUMMARY, { force: true });

const results = new Map();
if (chosen.length === 0) {
  results.set("types (server)", await run("types of the server", "tsc", ["-p", "tsconfig.server.json"]));
  results.set("types (browser)", await run("types of the browser", "tsc", ["-p", "tsconfig.browser.json"]));
  results.set("dead code", await run("dead code", "knip", ["--no-progress"]));
  results.set("lint", await run("lint", "oxlint", ["--type-aware", "--quiet"]));
}
// The commands and the screens are tested as built; built here, no test has to wait for it.
results.set("build", await run("build", process.execPath, [join(root, "scripts", "build.mjs")]));
const environment = { TANGRAM_CHROMIUM: await findChromium(), ...(full && { TANGRAM_TEST_FULL: "1" }) };
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${SUMMARY}`];
results.set("tests", await run(full ? "tests (full)" : "tests", "vitest", ["run", ...reporters, ...chosen], environment));

const failed = [...results].filter(([, good]) => !good).map(([title]) => title);
if (failed.length > 0) {
  console.error(`\nfailed: ${failed.join(", ")}`);
  process.exit(1);
}
