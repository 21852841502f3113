// Prints `N passed, N failed` from vitest's own report of the last `npm test`; says nothing where there is none.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./sources.mjs";

const report = join(root, "tests", ".artifacts", "vitest.json");
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = JSON.parse(readFileSync(report, "utf8"));
  // A file that could not even be loaded has no tests to fail: it counts as one failure.
  const unloaded = numFailedTestSuites > 0 ? testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length : 0;
  console.log(`${numPassedTests} passed, ${numFailedTests + unloaded} failed`);
}
