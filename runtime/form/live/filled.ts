import { sameJson, type Json } from "#shared/lib/json.ts";
import { computedDefaults } from "#shared/model/live/defaults.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { linesIn, type FormShape } from "../values.ts";

/**
 * Computed defaults that the server has filled into a form. As long as nobody types over one it is the server's: it follows
 * what it is computed from, and is not sent.
 */
export class Filled {
  /** By place: a field's name, or `<key of the line>/<field>`. */
  readonly #values = new Map<string, Json>();

  /** The values with only what was typed: what was filled in and is unchanged is left out. */
  typed(shape: FormShape, values: RecordValues): RecordValues {
    if (this.#values.size === 0) return values;
    const typed = this.#without(values, "");
    for (const list of shape.lists.keys()) {
      if (Array.isArray(values[list])) typed[list] = linesIn(values, list).map((line) => ({ ...this.#without(line, `${line.$key}/`), $key: line.$key }));
    }
    return typed;
  }

  /** What of an answer is to be put into the form: `values` of a new record or line there, `answer` by the server. */
  fresh(object: ObjectModel, prefix: string, values: RecordValues, answer: RecordValues, writable: (field: string) => boolean): RecordValues {
    const fresh: RecordValues = {};
    for (const name of computedDefaults(object, values["record_type"])) {
      const at = prefix + name;
      const value = answer[name] ?? null;
      const isOurs = values[name] === undefined ? value !== null : this.#values.has(at) && sameJson(values[name] ?? null, this.#values.get(at) ?? null);
      if (!isOurs || !writable(name)) continue;
      this.#values.set(at, value);
      if (!sameJson(values[name] ?? null, value)) fresh[name] = value;
    }
    return fresh;
  }

  #without(values: RecordValues, prefix: string): RecordValues {
    return Object.fromEntries(Object.entries(values).filter(([name, value]) => !this.#values.has(prefix + name) || !sameJson(value, this.#values.get(prefix + name) ?? null)));
  }
}
