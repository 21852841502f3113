import type { Model } from "#shared/model/model.ts";
import type { Rights } from "#server/access/rights.ts";
import type { Store } from "#server/store/port.ts";
import type { Reads } from "#server/query/port.ts";
import type { Writes } from "#server/records/port.ts";

/** What answers for one release of a workspace. A publish swaps the whole; who holds an old one finishes with it. */
export interface Current {
  readonly model: Model;
  readonly reads: Reads;
  readonly writes: Writes;
  /** Rights of a set of roles; the same set gives the same object. */
  rights(roles: readonly string[]): Rights;
}

/** An open workspace. */
export interface Workspace {
  readonly id: string;
  readonly slug: string;
  readonly store: Store;
  readonly current: Current;
  /** Compiles the release that the store now points at and swaps `current`; told by publish and by other processes. */
  reload(): Promise<void>;
  /** Work that nobody waits for: the workspace stays open until it has ended; its failure is logged. */
  apart(work: () => Promise<void>): void;
}
