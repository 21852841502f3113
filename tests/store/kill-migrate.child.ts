// Publishes release two and kills itself before or after the n-th statement.
import { childArgument } from "#tests/support/child.ts";
import { ONE, openPlace, TWO, type Place } from "./kill-scenario.ts";
import { migrate } from "./models.ts";

const { place, at } = childArgument<{ place: Place; at: number }>();
const { store, close } = await openPlace(place);
let count = 0;
await migrate(store, ONE, TWO, (step, when) => {
  if (count++ === at) process.kill(process.pid, "SIGKILL");
  console.log(`${step.kind} ${when}`);
});
await close();
