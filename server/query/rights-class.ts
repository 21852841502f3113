import { problem } from "#shared/lib/problem.ts";
import { localDate } from "#shared/query/period.ts";
import type { Action } from "#shared/metadata/role.ts";
import type { Query } from "#shared/query/query.ts";
import { bindQuery, type BindContext, type Bound } from "#shared/query/bind.ts";
import { bindAggregate } from "#shared/query/bind-aggregate.ts";
import type { BoundAggregate, BoundPath, BoundQuery } from "#shared/query/bound.ts";
import { valueOf } from "#shared/query/bind-context.ts";
import { timeOf, type Model } from "#shared/model/model.ts";
import type { Rights, Viewer } from "#server/access/rights.ts";
import { Refusal } from "#server/refusal.ts";
import type { DialectName } from "#server/store/port.ts";
import { Bin, binCatalog } from "./bin.ts";
import { compileAggregate, type CompiledAggregate } from "./compile-aggregate.ts";
import { compileCount, compileList, type CompileContext, type CompiledList } from "./compile-list.ts";
import type { Description } from "./describe.ts";
import { compileFetch, compileTitles, idList, type CompiledFetch } from "./fetch.ts";
import { Kept } from "./kept.ts";
import type { OperatorTable } from "./operators.ts";
import { policyCondition, tableSource } from "./policy.ts";
import { securedCatalog, type SecuredCatalog, type SecuredObject } from "./secured.ts";
import { all, column, sql, statement, table, type Statement } from "./sql.ts";

/** Statements kept for one rights class. */
const KEPT_MAX = 500;

export interface ClassOptions {
  readonly model: Model;
  readonly dialect: DialectName;
  readonly operators: OperatorTable;
  readonly clock: () => Date;
  readonly userNames: boolean;
}

/** What one rights class may see of one release, with the statements compiled for it. */
export class RightsClass {
  readonly catalog: SecuredCatalog;
  /** True where titles of users come from memory: the viewer may read every user's name. */
  readonly userNames: boolean;
  readonly #kept = new Kept<unknown>(KEPT_MAX);
  readonly #context: CompileContext;

  constructor(rights: Rights, private readonly options: ClassOptions) {
    this.catalog = securedCatalog(options.model, rights);
    const user = this.catalog.object("user");
    this.userNames = options.userNames && user !== undefined && user.policy.has("all") && user.titleField !== null;
    this.#context = {
      catalog: this.catalog,
      dialect: options.dialect,
      operators: options.operators,
      moment: () => this.#moment(),
      output: { bind: this.bindContext(this.catalog, null), currency: options.model.settings.currency, userNames: this.userNames },
    };
  }

  bindContext(catalog: SecuredCatalog, viewer: string | null): BindContext {
    const { timeZone, fiscalYearStart } = this.options.model.settings;
    return { catalog, now: this.options.clock(), timeZone, fiscalYearStart, viewer };
  }

  /** The object as this class may see it; what it may not is not there. */
  object(name: string): SecuredObject {
    return this.catalog.object(name) ?? notFound(name);
  }

  bindList(query: Query, viewer: Viewer): BoundQuery {
    this.object(query.from);
    // What a deleted record named or held may be gone too.
    if (query.deleted === true && query.expand && query.expand.length > 0) throw new Refusal("not_understood", [problem("/expand", "unknown_parameter", { name: "expand" })]);
    const catalog = query.deleted === true ? binCatalog(this.catalog, query.from) : this.catalog;
    return understood(bindQuery(query, this.bindContext(catalog, viewer.id)));
  }

  bindAggregate(query: Query, viewer: Viewer): BoundAggregate {
    this.object(query.from);
    return understood(bindAggregate(query, this.bindContext(this.catalog, viewer.id)));
  }

  list(query: BoundQuery, description: Description): CompiledList {
    return this.#keep(`list ${description.shape}`, () => compileList(query, this.object(query.from), description, this.#context));
  }

  count(query: BoundQuery, description: Description, exact: boolean): Statement {
    return this.#keep(`count ${String(exact)} ${description.shape}`, () => compileCount(query, this.object(query.from), description, this.#context, exact));
  }

  aggregate(query: BoundAggregate, description: Description): CompiledAggregate {
    return this.#keep(`aggregate ${description.shape}`, () => compileAggregate(query, this.object(query.from), description, this.#context));
  }

  /** Whole records by id; `fields` null means all that are stored. */
  fetch(object: SecuredObject, by: string, mode: "one" | "many" | "lines", fields: readonly BoundPath[] | null): CompiledFetch {
    const shape = fields === null ? "*" : fields.map(({ path }) => path).join(" ");
    return this.#keep(`fetch ${object.name} ${by} ${mode} ${shape}`, () => compileFetch(object, fields ?? storedPaths(object), by, mode, this.#context));
  }

  titles(object: SecuredObject): Statement | null {
    return this.#keep(`titles ${object.name}`, () => ({ statement: compileTitles(object, this.#context) })).statement;
  }

  /** Which of the living records in slot 1's list the policy for an action covers. */
  covered(name: string, action: Action): Statement {
    return this.#keep(`covered ${name} ${action}`, () => {
      const { model, dialect } = this.options;
      const object = model.object(name) ?? notFound(name);
      const policy = policyCondition(tableSource(object, "o"), action, { model, rights: this.catalog.rights, dialect, access: "one" });
      const conditions = [sql`${column("o", "id")} in ${idList({ dialect })}`, ...(policy ? [policy] : [])];
      return statement(sql`select ${column("o", "id")} from ${table(name)} o where ${all(conditions)}`, dialect);
    });
  }

  bin(name: string): Bin {
    return this.#keep(`bin ${name}`, () => new Bin(this.object(name), binCatalog(this.catalog, name), this.options.dialect));
  }

  /** To the minute: statements that say it are kept so long. */
  #moment(): { now: Date; today: string } {
    const now = new Date(Math.floor(this.options.clock().getTime() / 60_000) * 60_000);
    return { now, today: localDate(now.getTime(), this.options.model.settings.timeZone) };
  }

  /** What of the moment the release's formulas speak of. */
  #stamp(): string {
    switch (timeOf(this.options.model)) {
      case "none": return "";
      case "today": return `${this.#moment().today} `;
      case "now": return `${this.#moment().now.toISOString()} `;
    }
  }

  #keep<T>(key: string, make: () => T): T {
    return this.#kept.get(this.#stamp() + key, make) as T; // a key begins with the kind of thing that is kept under it
  }
}

/** All fields that are stored in an object's own records. */
function storedPaths(object: SecuredObject): BoundPath[] {
  return object.fieldNames.flatMap((name) => {
    const field = object.field(name);
    return field && field.value.class !== "children" ? [{ path: name, steps: [], object: object.name, field, value: valueOf(field) }] : [];
  });
}

function understood<T>(bound: Bound<T>): T {
  if (bound.ok) return bound.value;
  throw new Refusal("not_understood", bound.problems);
}

export function notFound(object: string): never {
  throw new Refusal("not_found", [problem("", "unknown_object", { name: object.slice(0, 100) })]);
}
