import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import type { BoundQuery } from "#shared/query/bound.ts";
import { encodeCursor } from "#shared/query/cursor.ts";
import { interpretList, type WorldRecord } from "#shared/query/interpret.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { isoTime } from "#server/store/dialect.ts";
import type { DialectName, Parameter, Reader, Row } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import { binSource, policyCondition } from "./policy.ts";
import type { SecuredCatalog, SecuredField, SecuredObject } from "./secured.ts";
import { all, parametersFor, slot, sql, statement, type Sql } from "./sql.ts";

/** Deleted records that are searched or sorted in memory; a workspace with more in its bin must look by age. */
const IN_MEMORY_MAX = 20_000;

export interface BinPage {
  /** Canonical values, `deleted_at` among them. */
  records: RecordValues[];
  cursor: string | null;
  count: number | null;
}

/**
 * What deleted records can be asked for: their own values, and when they were deleted. Paths lead nowhere, since what they led
 * to may be gone too; for the same reason references have no titles to sort by and trees no branches.
 */
export function binCatalog(catalog: SecuredCatalog, from: string): SecuredCatalog {
  return {
    rights: catalog.rights,
    model: catalog.model,
    object(name) {
      const object = catalog.object(name);
      if (!object) return undefined;
      if (name !== from) return { ...object, titleField: null, treeField: null, fieldNames: [], field: () => undefined };
      const updated = object.model.field("updated_at");
      return {
        ...object,
        fieldNames: [...object.fieldNames, "deleted_at"],
        field(asked) {
          if (asked !== "deleted_at" || !updated) return binField(object.field(asked));
          const { value, operators } = updated;
          return { name: "deleted_at", value, operators, sortable: true, groupable: false, summable: false, masked: false, model: updated };
        },
      };
    },
  };
}

function binField(field: SecuredField | undefined): SecuredField | undefined {
  if (!field || field.masked) return field;
  const reference = field.value.class === "reference" || field.value.class === "anyReference";
  return { ...field, operators: field.operators.filter((operator) => operator !== "under"), sortable: field.sortable && !reference };
}

/** Reads of one object's deleted records, as one viewer may see them. */
export class Bin {
  readonly #policy: Sql | null;

  constructor(private readonly object: SecuredObject, private readonly catalog: SecuredCatalog, private readonly dialect: DialectName) {
    const context = { model: catalog.model, rights: catalog.rights, dialect, access: "one" } as const;
    this.#policy = policyCondition(binSource(object.model, "b", dialect), "read", context);
  }

  /** A page, the last made first; conditions and other sorts are worked out in memory. */
  async page(reader: Reader, query: BoundQuery, viewer: string | null): Promise<BinPage> {
    if (query.where !== null || query.sort.length > 0) return this.#searched(reader, query, viewer);
    const after = query.cursor?.n ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.#rows(reader, sql`b.n < ${slot(2)}`, [viewer, this.object.name, after], query.limit + 1);
    const records = rows.slice(0, query.limit);
    const last = records.at(-1);
    return {
      records: records.map(({ values }) => values),
      cursor: last && rows.length > records.length ? encodeCursor(`${query.from}:`, { keys: [], n: last.n }) : null,
      count: query.count ? await this.#count(reader, viewer) : null,
    };
  }

  async one(reader: Reader, id: string, viewer: string | null): Promise<RecordValues | null> {
    const [row] = await this.#rows(reader, sql`b.id = ${this.dialect === "sqlite" ? slot(2) : sql`cast(${slot(2)} as text)`}`, [viewer, this.object.name, id], 1);
    return row?.values ?? null;
  }

  async #searched(reader: Reader, query: BoundQuery, viewer: string | null): Promise<BinPage> {
    const rows = await this.#rows(reader, null, [viewer, this.object.name], IN_MEMORY_MAX + 1);
    if (rows.length > IN_MEMORY_MAX) throw new Refusal("not_understood", [problem(query.where === null ? "/sort" : "/where", "bin_too_large", { max: IN_MEMORY_MAX })]);
    const byId = new Map(rows.map(({ values }) => [values["id"], values]));
    const found = interpretList(query, { catalog: this.catalog, records: (name) => (name === this.object.name ? rows : []) });
    const records = found.records.map((record) => byId.get(record["id"] ?? null) ?? {});
    return { records, cursor: found.cursor, count: query.count ? found.count : null };
  }

  async #count(reader: Reader, viewer: string | null): Promise<number> {
    const compiled = statement(sql`select count(*) from main._bin b where ${this.#conditions(null)}`, this.dialect);
    return Number((await reader.get(compiled.sql, parametersFor(compiled, [viewer, this.object.name])))?.[0] ?? 0);
  }

  #conditions(more: Sql | null): Sql {
    const name = this.dialect === "sqlite" ? slot(1) : sql`cast(${slot(1)} as text)`;
    return all([sql`b.object = ${name}`, ...(more ? [more] : []), ...(this.#policy ? [this.#policy] : [])]);
  }

  async #rows(reader: Reader, more: Sql | null, values: readonly Parameter[], limit: number): Promise<WorldRecord[]> {
    const piece = sql`select b.n, b.at, b.data from main._bin b where ${this.#conditions(more)} order by b.n desc limit ${sql.lit(limit)}`;
    const compiled = statement(piece, this.dialect);
    return (await reader.all(compiled.sql, parametersFor(compiled, values))).map(binRecord);
  }
}

function binRecord([n, at, data]: Row): WorldRecord {
  const parsed: Json = JSON.parse(String(data));
  const values = isJsonObject(parsed) ? parsed : {};
  return { n: Number(n), values: { ...values, deleted_at: isoTime(String(at)) } };
}
