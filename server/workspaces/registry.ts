import { problem, type Problem } from "#shared/lib/problem.ts";
import type { NewWorkspace, TemplateAnswer, WorkspaceChange } from "#shared/api/workspaces.ts";
import type { WorkspaceSettings } from "#shared/model/model.ts";
import { ADMINISTRATOR } from "#server/access/compile.ts";
import { nameProblems } from "#server/auth/accounts.ts";
import { Refusal } from "#server/refusal.ts";
import { tidy } from "#server/store/migrate.ts";
import { clearOld, Daily } from "./housekeeping.ts";
import type { Account } from "#server/http/context.ts";
import type { FileStore } from "#server/files/port.ts";
import type { Store } from "#server/store/port.ts";
import { isSlug, type Directory, type WorkspaceEntry } from "./directory.ts";
import { OpenWorkspace, type BuildCurrent } from "./open-workspace.ts";
import type { Stores } from "./stores.ts";
import { putUser } from "./users.ts";

/** What makes workspaces of documents; the registry itself knows no metadata. */
export interface Engine {
  readonly build: BuildCurrent;
  /** Fills an empty database: settings, built-in objects, the chosen packages and their sample data. */
  create(store: Store, input: { settings: WorkspaceSettings; templates: readonly string[]; sampleData: boolean | "small"; by: string }): Promise<void>;
  changeSettings(store: Store, settings: WorkspaceSettings): Promise<void>;
  /** What a workspace can be made of. */
  templates(): Promise<readonly TemplateAnswer[]>;
}

const IDLE_MS = 10 * 60_000;
const SWEEP_MS = 60_000;

/** The workspaces of this process: made, opened when first asked for, closed when idle, removed. */
export class Registry {
  readonly #open = new Map<string, OpenWorkspace>();
  readonly #opening = new Map<string, Promise<OpenWorkspace>>();
  readonly #sweeper: NodeJS.Timeout;
  readonly #daily = new Daily();
  #isClosed = false;

  constructor(
    private readonly stores: Stores,
    readonly directory: Directory,
    private readonly files: Pick<FileStore, "removeWorkspace">,
    readonly engine: Engine,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#sweeper = setInterval(() => {
      this.#closeIdle();
      this.#clearOld();
    }, SWEEP_MS);
    this.#sweeper.unref();
  }

  get openCount(): number {
    return this.#open.size;
  }

  /** The open workspace; synchronous where it is open already. */
  open(entry: WorkspaceEntry): OpenWorkspace | Promise<OpenWorkspace> {
    const open = this.#open.get(entry.id);
    if (open) return open;
    if (this.#isClosed) throw new Refusal("storage", [problem("", "not_now")]);
    const opening = this.#opening.get(entry.id) ?? this.#openNow(entry).finally(() => this.#opening.delete(entry.id));
    this.#opening.set(entry.id, opening);
    return opening;
  }

  /**
   * Makes a workspace, ready to use; the maker holds `administrator` in it. All or nothing: what fails leaves no trace.
   * Throws `Refusal`: `invalid` for wrong values, `conflict` for a taken address.
   */
  async create(input: NewWorkspace, maker: Account): Promise<WorkspaceEntry> {
    const problems = await this.problemsOf(input);
    if (problems.length > 0) throw new Refusal("invalid", problems);
    const release = await this.stores.hold(input.slug);
    if (!release) throw new Refusal("conflict", [problem("/slug", "unique")]);
    try {
      await this.#forgetUnfinished(input.slug);
      const entry = await this.directory.reserve(input.slug, input.name.trim(), maker.id);
      try {
        // A removal that was killed has left a database that nobody owns any more.
        await this.stores.drop(entry.slug);
        await this.#fill(entry, input, maker);
        await this.directory.setMember(entry.id, maker.id, [ADMINISTRATOR]);
        await this.directory.setReady(entry.id);
        return { ...entry, ready: true };
      } catch (error) {
        await this.#forget(entry);
        throw error;
      }
    } finally {
      await release();
    }
  }

  /** What is wrong with the wishes for a new workspace, beyond their schema; paths begin at `base`. */
  async problemsOf(input: NewWorkspace, base = ""): Promise<Problem[]> {
    const templates = new Set((await this.engine.templates()).map(({ name }) => name));
    return [
      ...nameProblems(input.name, `${base}/name`),
      ...(isSlug(input.slug) ? [] : [problem(`${base}/slug`, "slug")]),
      ...(Intl.supportedValuesOf("currency").includes(input.currency) ? [] : [problem(`${base}/currency`, "currency")]),
      ...timeZoneProblems(input.timeZone, base),
      ...input.templates.flatMap((name, i) => (templates.has(name) ? [] : [problem(`${base}/templates/${i}`, "template", { name })])),
    ];
  }

  async change(entry: WorkspaceEntry, change: WorkspaceChange): Promise<void> {
    const problems = [...(change.name === undefined ? [] : nameProblems(change.name)), ...timeZoneProblems(change.timeZone, "")];
    if (problems.length > 0) throw new Refusal("invalid", problems);
    const { name, ...wanted } = change;
    if (Object.keys(wanted).length > 0) {
      const workspace = await this.open(entry);
      await this.engine.changeSettings(workspace.store, { ...workspace.current.model.settings, ...wanted });
      await workspace.reload();
    }
    if (name !== undefined) await this.directory.rename(entry.id, name.trim());
  }

  /** Removes the workspace with all that is in it. Nobody is a member any more when its database goes. */
  async remove(entry: WorkspaceEntry): Promise<void> {
    // Held, so that whoever wants the address meanwhile does not fill what is about to be dropped.
    const release = await this.stores.hold(entry.slug);
    if (!release) throw new Refusal("not_found"); // another is removing it
    try {
      await this.directory.remove(entry.id);
      await this.#dropData(entry);
    } finally {
      await release();
    }
  }

  /** Takes away what processes that ended in the middle of `create` left behind; what another is making right now stays. */
  async removeUnfinished(): Promise<void> {
    for (const { slug, ready } of await this.directory.all()) {
      const release = ready ? null : await this.stores.hold(slug);
      if (!release) continue;
      try {
        await this.#forgetUnfinished(slug);
      } finally {
        await release();
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    await Promise.allSettled(this.#opening.values());
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map((workspace) => workspace.close()));
  }

  async #fill(entry: WorkspaceEntry, input: NewWorkspace, maker: Account): Promise<void> {
    const settings: WorkspaceSettings = {
      locale: input.locale,
      currency: input.currency,
      timeZone: input.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      fiscalYearStart: input.fiscalYearStart ?? 1,
    };
    const store = await this.stores.workspace(entry.slug);
    try {
      await this.engine.create(store, { settings, templates: input.templates, sampleData: input.sampleData ?? false, by: maker.id });
    } finally {
      await store.close();
    }
    await putUser(await this.open(entry), maker, {});
  }

  async #openNow(entry: WorkspaceEntry): Promise<OpenWorkspace> {
    const store = await this.stores.workspace(entry.slug);
    try {
      const current = await this.engine.build(store);
      // A publish that was killed may have left an index that still refuses writes; on PostgreSQL another process may be at it.
      if (store.dialect === "sqlite") await tidy(store, current.model);
      const workspace = new OpenWorkspace(entry.id, entry.slug, store, current, this.engine.build, this.onError);
      this.#open.set(entry.id, workspace);
      return workspace;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Whoever calls holds the address: what is not ready now will never be. */
  async #forgetUnfinished(slug: string): Promise<void> {
    const entry = await this.directory.bySlug(slug);
    if (entry && !entry.ready) await this.#forget(entry);
  }

  async #forget(entry: WorkspaceEntry): Promise<void> {
    await this.#dropData(entry);
    await this.directory.remove(entry.id);
  }

  async #dropData(entry: WorkspaceEntry): Promise<void> {
    await this.#opening.get(entry.id)?.catch(() => undefined);
    const open = this.#open.get(entry.id);
    this.#open.delete(entry.id);
    await open?.close();
    await this.stores.drop(entry.slug);
    await this.files.removeWorkspace(entry.id);
  }

  /** In workspaces that are in use, once a day. */
  #clearOld(): void {
    for (const [id, workspace] of this.#open) if (this.#daily.isDue(id)) clearOld(workspace.store).catch(this.onError);
  }

  #closeIdle(): void {
    for (const [id, workspace] of this.#open) {
      if (workspace.idleFor() < IDLE_MS) continue;
      this.#open.delete(id);
      workspace.close().catch(this.onError);
    }
  }
}

function timeZoneProblems(timeZone: string | undefined, base: string): Problem[] {
  if (timeZone === undefined) return [];
  try {
    // Also refuses offsets such as `+08:00`: buckets need a zone with its history.
    new Intl.DateTimeFormat("en", { timeZone });
    return /^[+-]/.test(timeZone) ? [problem(`${base}/timeZone`, "time_zone")] : [];
  } catch {
    return [problem(`${base}/timeZone`, "time_zone")];
  }
}
