import type { FieldModel, Model, ObjectModel } from "#shared/model/model.ts";
import type { ValueType } from "#shared/query/value.ts";
import { derivedName } from "./derived-name.ts";
import { columnsOf } from "./dialect.ts";
import { createIndexSql, type IndexShape } from "./indexes.ts";
import type { Actual } from "./introspect.ts";
import { droppedName, linkTable, quote } from "./names.ts";
import { BASE_COLUMNS, fieldColumns, linksTable, physicalSchema, sameStorage, schemaNames, storedFields, type ColumnSpec, type TableShape } from "./physical.ts";
import {
  addColumnSql, addReferenceSql, dropIndexSql, inlineReference, isDroppedName, renameColumnSql, renameTableSql, shortHash, sideName,
  type Dropped, type Fill, type Plan, type Retype, type Step,
} from "./plan.ts";
import type { DialectName } from "./port.ts";

/** What is known of an object's fields before the change, and the table where its rows are now. */
interface Before {
  readonly table: string;
  readonly fields: ReadonlyMap<string, ValueType>;
}

/** Compares what is there with what a model wants. Pure: the same input gives the same plan. */
export class Planner {
  readonly #prepare: Step[] = [];
  readonly #references: Step[] = [];
  readonly #finish: Step[] = [];
  readonly #flip: Step[] = [];
  readonly #renameTables: Step[] = [];
  readonly #fills: Fill[] = [];
  readonly #keep = new Set<string>();
  readonly #wanted: Map<string, TableShape>;
  /** What the release before has: all that can be counted on; what else is there, `expand` may take away first. */
  readonly #had: ReadonlySet<string>;
  #dropped: Dropped[];
  /** Columns and tables that stand under another name until the flip: `table column` → name now. */
  readonly #now = new Map<string, string>();
  readonly #back = new Map<string, Dropped>();
  /** SQLite: columns of references that are dropped and keep their index, without which a target's end would scan the table. */
  readonly #leaving = new Set<string>();

  constructor(
    private readonly dialect: DialectName,
    private readonly actual: Actual,
    private readonly to: Model,
    dropped: readonly Dropped[],
    private readonly from: Model | null,
  ) {
    this.#wanted = physicalSchema(to, dialect);
    this.#dropped = [...dropped];
    this.#had = from ? schemaNames(physicalSchema(from, dialect)) : new Set();
    for (const name of this.#had) this.#keep.add(name);
  }

  plan(): Plan {
    for (const object of this.to.objects.values()) this.#findDropped(object);
    for (const object of this.to.objects.values()) this.#object(object);
    for (const object of this.from?.objects.values() ?? []) if (!this.to.objects.has(object.name)) this.#dropObject(object);
    this.#indexes();
    return {
      release: this.to.release,
      keep: this.#keep,
      prepare: [...this.#prepare, ...this.#references],
      fills: this.#fills,
      finish: this.#finish,
      flip: [...this.#flip, ...this.#renameTables],
      dropped: this.#dropped,
    };
  }

  /** An object that an earlier release dropped and nobody purged comes back: its tables are renamed in the flip. */
  #findDropped(object: ObjectModel): void {
    if (this.from?.objects.has(object.name)) return;
    const back = this.#latest(object.name, null, () => true);
    if (!back) return;
    for (const [from, to] of back.tables) {
      this.#now.set(from, to);
      this.#renameTables.push({ kind: "rename_table", table: to, name: from, sql: renameTableSql(to, from) });
    }
    this.#back.set(object.name, back);
    this.#dropped = this.#dropped.filter((entry) => entry !== back);
  }

  #object(object: ObjectModel): void {
    const old = this.from?.objects.get(object.name);
    if (old) return this.#alter(object, { table: object.name, fields: fieldTypes(old) });
    const back = this.#back.get(object.name);
    if (!back) return this.#create(object);
    const fields = new Map(Object.entries(back.fields));
    this.#alter(object, { table: this.#tableNow(object.name), fields });
    for (const field of storedFields(object)) {
      const value = fields.get(field.name);
      if (value?.class === "reference" && sameStorage(value, field.value)) this.#reattach(object.name, field.name, value.to);
    }
  }

  #create(object: ObjectModel): void {
    const shape = this.#wanted.get(object.name);
    if (shape) this.#createTable(shape);
    for (const field of object.fields) if (field.value.class === "links") this.#createLinks(object.name, field, linkTable(object.name, field.name));
  }

  #createTable(shape: TableShape): void {
    const columns = shape.columns.map(({ name, type, references }) => `${quote(name)} ${type}${this.dialect === "sqlite" && references !== null ? inlineReference(this.#tableNow(references)) : ""}`);
    // A table's own constraints come after its columns.
    const constraints = shape.base.filter((line) => line.startsWith("primary key"));
    const base = shape.base.filter((line) => !line.startsWith("primary key"));
    const body = [...base, ...columns, ...constraints].join(", ");
    this.#prepare.push({ kind: "create_table", table: shape.name, name: shape.name, sql: `create table main.${quote(shape.name)} (${body})${this.dialect === "sqlite" ? " strict" : ""}` });
    for (const column of shape.columns) this.#reference(shape.name, column, column.name);
  }

  #createLinks(object: string, field: FieldModel, name: string): void {
    // Made after all objects' tables, which it refers to.
    const target = field.value.class === "links" ? field.value.to : object;
    const shape = linksTable(name, this.#tableNow(object), this.#tableNow(target), this.dialect);
    const body = shape.base.join(", ");
    this.#references.push({ kind: "create_table", table: name, name, sql: `create table main.${quote(name)} (${body})${this.dialect === "sqlite" ? " strict" : ""}` });
  }

  /** PostgreSQL's reference of a column, made when all tables are there. */
  #reference(table: string, column: ColumnSpec, finalName: string): void {
    if (this.dialect === "sqlite" || column.references === null) return;
    const name = referenceName(table, finalName, column.references);
    this.#keepNew(name);
    this.#references.push({ kind: "add_reference", table, name, sql: addReferenceSql(table, column.name, this.#tableNow(column.references), name) });
  }

  #alter(object: ObjectModel, before: Before): void {
    const retypes: Retype[] = [];
    for (const field of storedFields(object)) {
      const old = before.fields.get(field.name);
      if (old === undefined) this.#addField(object, field, before);
      else if (!sameStorage(old, field.value)) retypes.push(this.#retype(object, field, old, before));
    }
    const names = new Set(storedFields(object).map(({ name }) => name));
    for (const [name, value] of before.fields) if (!names.has(name)) this.#dropField(object.name, name, value, before);
    this.#places(object.name, before);
    if (retypes.length > 0) this.#fill(object, before, retypes);
  }

  #addField(object: ObjectModel, field: FieldModel, before: Before): void {
    const back = this.#latest(object.name, field.name, (value) => sameStorage(value, field.value));
    if (back) return this.#bringBack(object, field, back, before);
    for (const column of fieldColumns(field, this.dialect)) this.#addColumn(before.table, column, column.name);
    if (field.value.class === "links") this.#createLinks(object.name, field, linkTable(object.name, field.name));
  }

  #addColumn(table: string, column: ColumnSpec, finalName: string): void {
    this.#prepare.push({ kind: "add_column", table, name: column.name, sql: addColumnSql(table, { ...column, references: column.references && this.#tableNow(column.references) }, this.dialect) });
    this.#reference(table, column, finalName);
  }

  /** What an earlier release dropped and nobody purged comes back with its values. */
  #bringBack(object: ObjectModel, field: FieldModel, back: Dropped, before: Before): void {
    for (const [name, droppedAs] of back.columns) {
      this.#now.set(`${object.name} ${name}`, droppedAs);
      this.#flip.push({ kind: "rename_column", table: before.table, name, sql: renameColumnSql(before.table, droppedAs, name) });
    }
    for (const [name, droppedAs] of back.tables) {
      this.#now.set(name, droppedAs);
      this.#renameTables.push({ kind: "rename_table", table: droppedAs, name, sql: renameTableSql(droppedAs, name) });
    }
    if (field.value.class === "reference") this.#reattach(object.name, field.name, field.value.to);
    this.#dropped = this.#dropped.filter((entry) => entry !== back);
  }

  /** A column that was not held to its target for a while is, again: what went meanwhile is emptied. */
  #reattach(table: string, column: string, target: string): void {
    if (this.dialect === "sqlite") return;
    const name = referenceName(table, column, target);
    const dangling = `update main.${quote(table)} t set ${quote(column)} = null where ${quote(column)} is not null and not exists (select 1 from main.${quote(target)} x where x.id = t.${quote(column)})`;
    this.#renameTables.push(
      { kind: "clear_dangling", table, name: column, sql: dangling },
      { kind: "add_reference", table, name, sql: addReferenceSql(table, column, target, name) },
    );
  }

  #retype(object: ObjectModel, field: FieldModel, old: ValueType, before: Before): Retype {
    const side = (name: string): string => sideName(name, old, field.value);
    for (const column of fieldColumns(field, this.dialect)) {
      const name = side(column.name);
      this.#keepNew(`${before.table} ${name}`);
      this.#now.set(`${object.name} ${column.name}`, name);
      this.#addColumn(before.table, { ...column, name }, column.name);
    }
    const links = linkTable(object.name, field.name);
    const linksNow = this.#tableNow(links);
    if (field.value.class === "links") {
      this.#keepNew(side(links));
      this.#createLinks(object.name, field, side(links));
      this.#now.set(links, side(links));
    }
    const restored = this.#latest(object.name, field.name, (value) => sameStorage(value, field.value) && columnsOf({ name: field.name, value }, this.dialect).length > 0);
    this.#dropField(object.name, field.name, old, before);
    for (const { name } of fieldColumns(field, this.dialect)) {
      this.#flip.push({ kind: "rename_column", table: before.table, name, sql: renameColumnSql(before.table, side(name), name) });
    }
    if (field.value.class === "links") this.#renameTables.push({ kind: "rename_table", table: side(links), name: links, sql: renameTableSql(side(links), links) });
    return {
      field: field.name,
      from: old,
      to: field.value,
      side: side(field.value.class === "links" ? links : field.name),
      links: linksNow,
      restored: restored?.value ? { value: restored.value, columns: restored.columns.map(([, droppedAs]) => droppedAs) } : null,
    };
  }

  #dropField(object: string, name: string, value: ValueType, before: Before): void {
    const { release } = this.to;
    const columns = columnsOf({ name, value }, this.dialect).map((column) => [column.name, droppedName(column.name, release)] as const);
    const links = linkTable(object, name);
    const tables = value.class === "links" ? [[links, droppedName(links, release)] as const] : [];
    if (value.class === "reference") {
      if (this.dialect === "sqlite") this.#leaving.add(`${before.table} ${name}`);
      else this.#dropReferences(before.table, name);
    }
    for (const [from, to] of columns) this.#flip.push({ kind: "rename_column", table: before.table, name: to, sql: renameColumnSql(before.table, from, to) });
    for (const [from, to] of tables) this.#renameTables.push({ kind: "rename_table", table: from, name: to, sql: renameTableSql(from, to) });
    this.#dropped.push({ release, object, field: name, value, fields: {}, columns, tables });
  }

  #dropObject(object: ObjectModel): void {
    const { release } = this.to;
    const links = object.fields.filter(({ value }) => value.class === "links").map(({ name }) => linkTable(object.name, name));
    const tables = [object.name, ...links].map((name) => [name, droppedName(name, release)] as const);
    for (const [from, to] of tables) this.#renameTables.push({ kind: "rename_table", table: from, name: to, sql: renameTableSql(from, to) });
    this.#dropReferences(object.name, null);
    this.#dropped.push({ release, object: object.name, field: null, value: null, fields: Object.fromEntries(fieldTypes(object)), columns: [], tables });
  }

  /** PostgreSQL: what is dropped does not hold its targets. */
  #dropReferences(table: string, column: string | null): void {
    for (const [name, reference] of this.actual.references) {
      if (reference.table !== table || (column !== null && reference.column !== column)) continue;
      this.#flip.push({ kind: "drop_reference", table, name, sql: `alter table main.${quote(table)} drop constraint ${quote(name)}` });
    }
  }

  /** Place columns of child lists; an unused one stays. */
  #places(object: string, before: Before): void {
    for (const column of this.#wanted.get(object)?.columns ?? []) {
      if (column.name.endsWith("$pos") && !this.#had.has(`${object} ${column.name}`)) this.#addColumn(before.table, column, column.name);
    }
  }

  #fill(object: ObjectModel, before: Before, retypes: readonly Retype[]): void {
    const column = `$f${shortHash(retypes)}$${this.to.release}`;
    const index = derivedName("fx", object.name, "fill", column);
    this.#keepNew(`${before.table} ${column}`);
    this.#keepNew(index);
    this.#prepare.push(
      { kind: "fill_column", table: before.table, name: column, sql: `alter table main.${quote(before.table)} add column ${quote(column)} ${this.dialect === "sqlite" ? "integer" : "bigint"}` },
      { kind: "create_index", table: before.table, name: index, sql: this.#staleIndexSql(index, before.table, column) },
    );
    this.#fills.push({ object: object.name, table: before.table, column, index, timeZone: this.to.settings.timeZone, retypes });
    this.#flip.unshift({ kind: "drop_index", table: before.table, name: index, sql: dropIndexSql(index) });
  }

  /** Holds just the rows that are not done. */
  #staleIndexSql(name: string, table: string, column: string): string {
    const where = `(n) where ${quote(column)} is distinct from revision`;
    return this.dialect === "sqlite" ? `create index main.${quote(name)} on ${quote(table)} ${where}` : `create index ${quote(name)} on main.${quote(table)} ${where}`;
  }

  #indexes(): void {
    const wanted = new Map([...this.#wanted.values()].flatMap((table) => table.indexes).map((index) => [index.name, index]));
    for (const index of wanted.values()) {
      if (this.#survives(index)) this.#keepNew(index.name);
      if (!this.#had.has(index.name) || !this.actual.indexes.get(index.name)?.valid) this.#finish.push(this.#createIndex(index));
    }
    this.#finish.sort((a, b) => Number(a.kind === "create_unique") - Number(b.kind === "create_unique"));
    const drops: Step[] = [];
    for (const [name, { table, first }] of this.actual.indexes) {
      const goes = !wanted.has(name) && this.#had.has(name) && !isDroppedName(table) && !isDroppedName(first) && !this.#leaving.has(`${table} ${first}`);
      if (goes && this.#wanted.has(table)) drops.push({ kind: "drop_index", table, name, sql: dropIndexSql(name) });
    }
    this.#flip.unshift(...drops);
  }

  /** Whether an index that an earlier attempt made can stay: not where its columns go and are made again. */
  #survives(index: IndexShape): boolean {
    const table = this.#tableNow(index.table);
    return index.columns.every(({ name }) => {
      const column = this.#now.get(`${index.table} ${name}`) ?? name;
      return BASE_COLUMNS.has(column) || isDroppedName(column) || this.#keep.has(`${table} ${column}`);
    });
  }

  #createIndex(index: IndexShape): Step {
    const table = this.#tableNow(index.table);
    const column = (name: string): string => this.#now.get(`${index.table} ${name}`) ?? name;
    const where = index.where === null ? null : this.#conditionNow(index.table, index.where);
    const shape = { ...index, where };
    const concurrently = this.dialect === "postgres" && (this.#had.has(table) || isDroppedName(table));
    return {
      kind: index.unique ? "create_unique" : "create_index",
      table,
      name: index.name,
      sql: createIndexSql(shape, this.dialect, { table, column, concurrently }),
      concurrently,
      ...(index.unique && { unique: { object: index.table, index, columns: index.columns.map(({ name }) => column(name)), where } }),
    };
  }

  /** A condition names its columns in quotes; some stand under other names until the flip. */
  #conditionNow(table: string, where: string): string {
    return where.replace(/"([^"]+)"/g, (quoted, name: string) => {
      const now = this.#now.get(`${table} ${name}`);
      return now === undefined ? quoted : quote(now);
    });
  }

  #tableNow(table: string): string {
    return this.#now.get(table) ?? table;
  }

  #keepNew(name: string): void {
    this.#keep.add(name);
  }

  /** The latest that was dropped under this name, of a type that fits, and is still there. */
  #latest(object: string, field: string | null, fits: (value: ValueType) => boolean): Dropped | undefined {
    return this.#dropped
      .filter((entry) => entry.object === object && entry.field === field && entry.release < this.to.release && (entry.value === null || fits(entry.value)))
      .filter((entry) => entry.tables.every(([, name]) => this.actual.tables.has(name)))
      .filter((entry) => entry.columns.every(([, name]) => this.actual.tables.get(this.#tableNow(object))?.has(name)))
      .toSorted((a, b) => b.release - a.release)[0];
  }
}

const fieldTypes = (object: ObjectModel): Map<string, ValueType> => new Map(storedFields(object).map(({ name, value }) => [name, value]));

const referenceName = (table: string, column: string, target: string): string => derivedName("fk", table, column, target);
