import { expect } from "vitest";
import type { Model } from "#shared/model/model.ts";
import { introspect } from "#server/store/introspect.ts";
import { physicalSchema } from "#server/store/physical.ts";
import type { Store } from "#server/store/port.ts";

/** The schema is exactly that of the model, apart from what was dropped and not purged. */
export async function expectSchema(store: Store, model: Model): Promise<void> {
  const actual = await introspect(store);
  const wanted = physicalSchema(model, store.dialect);
  const living = (name: string): boolean => !/\$\d+$/.test(name);
  expect([...actual.tables.keys()].filter(living).toSorted()).toEqual([...wanted.keys()].toSorted());
  for (const [name, shape] of wanted) {
    const columns = [...(actual.tables.get(name) ?? [])].filter(living);
    for (const column of shape.columns) expect(columns).toContain(column.name);
    expect(columns.filter((column) => /\$n[0-9a-f]+$/.test(column))).toEqual([]);
  }
  const indexes = [...wanted.values()].flatMap((shape) => shape.indexes.map((index) => index.name)).toSorted();
  expect([...actual.indexes].filter(([, index]) => living(index.table) && living(index.first) && index.valid).map(([name]) => name).toSorted()).toEqual(indexes);
}
