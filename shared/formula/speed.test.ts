import { expect, test } from "vitest";
import type { RecordEnvironment } from "./environment.ts";
import { exampleHost, exampleRecord, exampleScope } from "./example-world.ts";
import { readFormula } from "./formula.ts";

// Issue 4: 100 fields and 50 lines at a stroke. Ten formulas a line and a hundred on the header must leave most of the 16 ms to the screen.
test("six hundred formulas of a form are computed in a few milliseconds", () => {
  const sources = ["ROUND(amount * discount, 2)", "amount - ROUND(amount * 0.05, 2)", "IF(active, ROUND(amount / (1 + discount), 2), amount)", "amount + size * 2", 'IF(stage = "draft", 0, amount * stage.probability)', "ROUND(amount / 7, 2) + size"];
  const formulas = Array.from({ length: 600 }, (_, i) => readFormula(sources[i % sources.length] ?? "", exampleScope).formula);
  const record: RecordEnvironment = exampleRecord;
  const once = (): number => {
    const begin = performance.now();
    for (const formula of formulas) formula?.evaluate({ record, host: exampleHost });
    return performance.now() - begin;
  };
  const times = Array.from({ length: 60 }, once).sort((a, b) => a - b);
  // The best of sixty: the others tell how busy the machine is. About 1 ms on an idle one.
  expect(times[0]).toBeLessThan(8);
});
