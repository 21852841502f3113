import type { Model } from "#shared/model/model.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { Reads } from "#server/query/port.ts";
import type { Store } from "#server/store/port.ts";
import { runBatch } from "./batch.ts";
import { cloneRecord } from "./clone.ts";
import { evaluateBody } from "./evaluate.ts";
import { loadRecords } from "./load.ts";
import type { Writes } from "./port.ts";
import { changedFormulas, recompute } from "./recompute.ts";
import { objectFor, tablesOf } from "./scope.ts";
import { createAll, createOne, removeOne, restoreOne, updateOne } from "./steps.ts";
import { undoWrites } from "./undo.ts";
import { answerOne, computing, takeReason, write, type Writer } from "./write.ts";

export interface WritesOptions {
  readonly store: Store;
  readonly model: Model;
  readonly reads: Reads;
  readonly clock?: () => Date;
}

/** From so many rows on a write has a transaction of its own. */
const LARGE = 200;

/** The write path of one release of a workspace. */
export function createWrites({ store, model, reads, clock = () => new Date() }: WritesOptions): Writes {
  const writer: Writer = { store, model, reads, clock, dialect: store.dialect, table: tablesOf(model, store.dialect) };
  return {
    create(viewer, object, given, options) {
      const { body, reason } = takeReason(given);
      return write(writer, { viewer, options, reason }, (writing) => createOne(writing, objectFor(writing, object), body, options));
    },
    createMany(viewer, object, bodies, options) {
      return write(writer, { viewer, options, large: bodies.length > LARGE }, (writing) => createAll(writing, objectFor(writing, object), bodies, options));
    },
    update(viewer, object, id, given, options) {
      const { body, reason } = takeReason(given);
      return write(writer, { viewer, options, reason }, (writing) => updateOne(writing, objectFor(writing, object), id, body, options));
    },
    remove: (viewer, object, id, options) => write(writer, { viewer, options }, (writing) => removeOne(writing, objectFor(writing, object), id, options)),
    restore: (viewer, object, id, options) => write(writer, { viewer, options }, (writing) => restoreOne(writing, objectFor(writing, object), id, options)),
    clone: (viewer, object, id, options) =>
      write(writer, { viewer, options, via: options?.via ?? "clone" }, async (writing) => {
        const found = objectFor(writing, object);
        return answerOne(writing, found, await cloneRecord(writing, found, id), options?.expand);
      }),
    evaluate: (viewer, object, body, id) => evaluateBody(writer, viewer, object, body, id),
    batch: (viewer, mode, operations, options) =>
      write(writer, { viewer, options, large: operations.length > LARGE }, (writing) => runBatch(writing, mode, operations)),
    undo: (viewer: Viewer, id: string) => write(writer, { viewer, options: undefined, via: "undo", large: true }, (writing) => undoWrites(writing, id)),
    async recompute(tx, since) {
      const fields = since === undefined ? undefined : changedFormulas(since, model);
      if (fields?.size !== 0) await recompute(computing(writer, tx), { write: true, ...(fields && { fields }) });
    },
    verify: () => store.exclusive((tx) => recompute(computing(writer, tx), { write: false })),
    load: (tx, object, rows) => loadRecords(writer, tx, object, rows),
  };
}
