import type { FunctionDefinition } from "./define.ts";
import type { AggregateUse, FieldRef, SiblingsUse, TierUse, Uses } from "./uses.ts";

/** Collects what a formula reads while it is checked; each thing once. */
export class UsesBuilder {
  readonly #refs = new Map<string, FieldRef>();
  readonly #aggregates = new Map<string, AggregateUse>();
  readonly #tiers = new Map<string, TierUse>();
  readonly #siblings = new Map<string, SiblingsUse>();
  readonly #calendars = new Set<string>();
  readonly #transitions = new Set<string>();
  readonly #trees = new Set<string>();
  readonly #functions = new Set<string>();
  #time: Uses["time"] = "none";
  #viewer = false;
  #rates = false;
  #workspace = false;
  #host = false;

  ref(ref: FieldRef): void {
    this.#refs.set(`${ref.root ?? ""}:${ref.text}`, ref);
  }
  aggregate(use: AggregateUse): void {
    this.#aggregates.set(use.key, use);
    this.#rows(use.row, use.outer);
  }
  tier(use: TierUse): void {
    this.#tiers.set(use.key, use);
    this.#rows(use.row, []);
  }
  siblings(use: SiblingsUse): void {
    this.#siblings.set(use.key, use);
    // A line's share depends on its own weight too.
    this.include(use.row);
  }
  calendar(name: string): void {
    this.#calendars.add(name);
  }
  transitions(field: string): void {
    this.#transitions.add(field);
  }
  tree(object: string): void {
    this.#trees.add(object);
  }
  functionCalled({ name, needs }: FunctionDefinition): void {
    this.#functions.add(name);
    if (needs?.time) this.#passes(needs.time);
    this.#viewer ||= needs?.viewer ?? false;
    this.#rates ||= needs?.rates ?? false;
    this.#workspace ||= needs?.workspace ?? false;
    this.#host ||= needs?.host ?? false;
  }
  /** Conversions between dates and moments need the workspace's zone. */
  zone(): void {
    this.#workspace = true;
  }

  /** What another expression over the same record reads. */
  include(uses: Uses): void {
    for (const ref of [...uses.own, ...uses.paths, ...uses.roots]) this.ref(ref);
    for (const use of uses.aggregates) this.#aggregates.set(use.key, use);
    for (const use of uses.tiers) this.#tiers.set(use.key, use);
    for (const use of uses.siblings) this.#siblings.set(use.key, use);
    for (const field of uses.transitions) this.#transitions.add(field);
    this.#ambient(uses);
  }

  /** Of what rows read, that which is not the row's own is this formula's as well. */
  #rows(row: Uses, outer: readonly FieldRef[]): void {
    for (const ref of outer) this.ref(ref);
    for (const ref of row.roots) if (ref.root !== "this") this.ref(ref);
    this.#ambient(row);
  }

  #ambient(uses: Uses): void {
    this.#passes(uses.time);
    this.#viewer ||= uses.viewer;
    this.#rates ||= uses.rates;
    this.#workspace ||= uses.workspace;
    this.#host ||= uses.host;
    for (const name of uses.calendars) this.#calendars.add(name);
    for (const name of uses.trees) this.#trees.add(name);
    for (const name of uses.functions) this.#functions.add(name);
  }

  #passes(time: Uses["time"]): void {
    if (time === "now" || (time === "today" && this.#time === "none")) this.#time = time;
  }

  build(): Uses {
    const refs = [...this.#refs.values()];
    return {
      own: refs.filter((ref) => ref.root === null && ref.steps.length === 0),
      paths: refs.filter((ref) => ref.root === null && ref.steps.length > 0),
      roots: refs.filter((ref) => ref.root !== null),
      aggregates: [...this.#aggregates.values()],
      tiers: [...this.#tiers.values()],
      siblings: [...this.#siblings.values()],
      time: this.#time,
      viewer: this.#viewer,
      rates: this.#rates,
      calendars: [...this.#calendars],
      transitions: [...this.#transitions],
      trees: [...this.#trees],
      workspace: this.#workspace,
      host: this.#host,
      functions: [...this.#functions],
    };
  }
}
