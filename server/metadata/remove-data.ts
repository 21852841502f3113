import type { FieldModel, Model } from "#shared/model/model.ts";
import { quote, linkTable, targetColumn } from "#server/store/names.ts";
import type { DialectName, Store } from "#server/store/port.ts";
import type { Writes } from "#server/records/port.ts";
import { Refusal } from "#server/refusal.ts";
import type { Current } from "#server/workspaces/port.ts";
import { removePersonWithoutAccount } from "#server/workspaces/people.ts";
import { PLATFORM, USER } from "#server/workspaces/users.ts";
import { readInstalled } from "./data.ts";
import type { KeyedRecord } from "./data-rows.ts";
import { putMeta } from "./documents.ts";

/**
 * Removes the sample records that nobody has touched: those that people changed, commented, or point at with records of their
 * own stay, with the headers and lines that belong to them. What goes is in the recycle bin for a while. Answers both counts.
 */
export async function removeSampleData(store: Store, { model, writes }: Pick<Current, "model" | "writes">): Promise<{ removed: number; kept: number }> {
  const installed = [...(await readInstalled(store.reader)).values()].filter(({ object }) => model.object(object));
  const untouched = await withoutTouched(store, installed);
  const removable = await withoutNeeded(store, model, untouched);
  const gone = await removeAll(writes, removable);
  await store.exclusive(async (tx) => {
    for (const { object, id } of gone) {
      await tx.run("delete from main._installed where object = ? and record = ?", [object, id]);
      if (object === USER) await removePersonWithoutAccount(tx, id);
    }
    await putMeta(tx, "sample", null);
  });
  return { removed: gone.length, kept: installed.length - gone.length };
}

type ByObject = Map<string, Set<string>>;

async function withoutTouched(store: Store, installed: readonly KeyedRecord[]): Promise<ByObject> {
  const touched = new Set<string>();
  for (const sql of ["select distinct object, record from main._history where via <> 'install'", "select distinct object, record from main._comment"]) {
    for (const [object, record] of await store.reader.all(sql)) touched.add(`${String(object)}/${String(record)}`);
  }
  const left: ByObject = new Map();
  for (const { object, id } of installed) {
    if (touched.has(`${object}/${id}`)) continue;
    const ids = left.get(object) ?? new Set();
    left.set(object, ids.add(id));
  }
  return left;
}

/** Takes out, until nothing changes, what a record that stays points at; and the lines of a header that stays. */
async function withoutNeeded(store: Store, model: Model, records: ByObject): Promise<ByObject> {
  const left: ByObject = new Map([...records].map(([object, ids]) => [object, new Set(ids)]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const object of model.objects.values()) {
      const own = left.get(object.name) ?? new Set<string>();
      for (const field of [...object.fields, ...object.systemFields.filter(({ name }) => name === "owner_id")]) {
        for (const [target, id] of await pointedAt(store, object.name, field, own)) if (left.get(target)?.delete(id)) changed = true;
      }
      const { parent } = object;
      if (parent?.value.class !== "reference" || own.size === 0) continue;
      const headers = left.get(parent.value.to) ?? new Set<string>();
      for (const id of await pointingOutside(store, object.name, parent.name, own, headers)) changed = own.delete(id) || changed;
    }
  }
  return left;
}

/** Records that those of the object which stay (all but `own`) name in the field, as object and id. */
async function pointedAt(store: Store, object: string, field: FieldModel, own: ReadonlySet<string>): Promise<[string, string][]> {
  const list = JSON.stringify([...own]);
  const outside = (column: string): string => `${column} not ${those(store.dialect)}`;
  const table = `main.${quote(object)}`;
  const { value } = field;
  switch (value.class) {
    case "reference": {
      const rows = await store.reader.all(`select distinct ${quote(field.name)} from ${table} where ${quote(field.name)} is not null and ${outside("id")}`, [list]);
      return rows.map(([id]) => [value.to, String(id)]);
    }
    case "anyReference": {
      const rows = await store.reader.all(`select distinct ${quote(targetColumn(field.name))}, ${quote(field.name)} from ${table} where ${quote(field.name)} is not null and ${outside("id")}`, [list]);
      return rows.map(([target, id]) => [String(target), String(id)]);
    }
    case "links": {
      const rows = await store.reader.all(`select distinct target from main.${quote(linkTable(object, field.name))} where ${outside("record")}`, [list]);
      return rows.map(([id]) => [value.to, String(id)]);
    }
    case "list": {
      const { to } = value;
      if (to === null) return [];
      const rows = await store.reader.all(`select ${quote(field.name)} from ${table} where ${quote(field.name)} is not null and ${outside("id")}`, [list]);
      return rows.flatMap(([ids]) => (JSON.parse(String(ids)) as string[]).map((id): [string, string] => [to, id])); // a list of ids by its type
    }
    default:
      return [];
  }
}

async function pointingOutside(store: Store, object: string, column: string, own: ReadonlySet<string>, headers: ReadonlySet<string>): Promise<string[]> {
  const rows = await store.reader.all(
    `select id from main.${quote(object)} where id ${those(store.dialect)} and ${quote(column)} is not null and ${quote(column)} not ${those(store.dialect)}`,
    [JSON.stringify([...own]), JSON.stringify([...headers])],
  );
  return rows.map(([id]) => String(id));
}

const those = (dialect: DialectName): string => (dialect === "sqlite" ? "in (select value from json_each(?))" : "in (select jsonb_array_elements_text(?::jsonb))");

/** So many removals are under way at once: they share commits. */
const AT_ONCE = 50;

/** What is refused because another one points at it is tried again when that one is gone. */
async function removeAll(writes: Writes, records: ByObject): Promise<KeyedRecord[]> {
  const gone: KeyedRecord[] = [];
  let open = [...records].flatMap(([object, ids]) => [...ids].map((id) => ({ object, id })));
  for (let before = Infinity; open.length > 0 && open.length < before; ) {
    before = open.length;
    const refused: KeyedRecord[] = [];
    for (let at = 0; at < open.length; at += AT_ONCE) {
      const slice = open.slice(at, at + AT_ONCE);
      const outcomes = await Promise.all(slice.map((record) => removeOne(writes, record)));
      slice.forEach((record, index) => (outcomes[index] ? gone : refused).push(record));
    }
    open = refused;
  }
  return gone;
}

async function removeOne(writes: Writes, { object, id }: KeyedRecord): Promise<boolean> {
  try {
    await writes.remove(PLATFORM, object, id, { via: "install" });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code === "not_found"; // gone with its header
  }
}
