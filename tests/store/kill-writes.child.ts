// Eight writers create and change records until they are killed; each acknowledged write is told by a line.
import { writeSync } from "node:fs";
import { newId } from "#shared/lib/id.ts";
import type { EventRow, Store, Tx } from "#server/store/port.ts";
import { childArgument } from "#tests/support/child.ts";
import { ONE, openPlace, type Place } from "./kill-scenario.ts";
import { insert } from "./models.ts";

const { place } = childArgument<{ place: Place }>();
const { store } = await openPlace(place);

function note(tx: Tx, record: string, action: "create" | "update"): void {
  const at = new Date().toISOString();
  const type: EventRow["type"] = action === "create" ? "record.created" : "record.updated";
  tx.outbox.history({ id: newId(), object: "thing", record, at, by: null, via: "api", release: 1, action, changes: { title: [null, action] } });
  tx.outbox.event({ type, object: "thing", record, at, by: null, fields: ["title"] });
}

async function writer(open: Store): Promise<never> {
  for (;;) {
    const id = await open.write(async (tx) => {
      const made = await insert(tx, open, ONE, "thing", { title: "t", amount: "1.00" });
      note(tx, made, "create");
      return made;
    });
    writeSync(1, `${id} 1\n`);
    await open.write(async (tx) => {
      await tx.run("update main.thing set revision = revision + 1 where id = ?", [id]);
      note(tx, id, "update");
    });
    writeSync(1, `${id} 2\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, () => writer(store)));
