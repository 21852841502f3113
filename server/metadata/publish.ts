import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { JsonObject } from "#shared/lib/json.ts";
import type { Language } from "#shared/lib/label.ts";
import { problem } from "#shared/lib/problem.ts";
import type { Model, WorkspaceSettings } from "#shared/model/model.ts";
import { DirtyData, expand, flip, planMigration, tidy } from "#server/store/migrate.ts";
import type { OnStatement } from "#server/store/plan.ts";
import type { Store, Tx } from "#server/store/port.ts";
import { createReads } from "#server/query/reads.ts";
import { createWrites } from "#server/records/writes.ts";
import { Refusal } from "#server/refusal.ts";
import type { Workspace } from "#server/workspaces/port.ts";
import { compileChecked } from "./check-conditions.ts";
import { hasErrors } from "./check.ts";
import { currentRelease, putMeta, releaseDocuments, writeRelease } from "./documents.ts";
import { readDraft } from "./draft.ts";
import { lockDraft } from "./draft-changes.ts";
import { choose, type DocumentName } from "./publish-choice.ts";
import { withPublishLock } from "./publish-lock.ts";
import { buildPlan, wordedPlan, type Documents, type PlanChange } from "./plan.ts";
import { effectDiagnostics } from "./plan-effects.ts";
import { planText, refusedMetadata, worded } from "./words.ts";

/** Who publishes, and how he is spoken to. */
export interface Publisher {
  readonly by: string | null;
  readonly language: Language;
}

export interface Proposal {
  readonly base: number;
  readonly from: Model | null;
  readonly to: Model;
  readonly before: Documents;
  readonly after: Documents;
  readonly changes: readonly PlanChange[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Published extends JsonObject {
  release: number;
  plan: JsonObject;
  diagnostics: JsonObject[];
}

interface CarryOut {
  readonly message: string | null;
  /** Documents whose drafts this publishes. */
  readonly published?: readonly string[];
  /** Written with the release, in the flip. May run more than once. */
  readonly also?: (tx: Tx) => Promise<void>;
  readonly onStatement?: OnStatement;
}

/** What a publish of `after` over the current release would be. Reads only. */
export async function propose(store: Store, from: Model | null, before: Documents, after: Documents, settings: WorkspaceSettings): Promise<Proposal> {
  const base = from?.release ?? 0;
  const documents = [...after.values()].map(({ document }) => document);
  const { model: to, diagnostics } = compileChecked(documents, { release: base + 1, settings });
  // A model with errors lacks what is wrong: its records would be counted as lost.
  const broken = hasErrors(diagnostics);
  const { changes, effects } = await buildPlan(store, before, after, broken ? to : (from ?? to), to);
  return { base, from, to, before, after, changes, diagnostics: [...diagnostics, ...(broken ? [] : effectDiagnostics(effects))] };
}

/** Refuses (422) a proposal with errors, or one that changes nothing. */
export function refuseProposal(proposal: Proposal, language: Language): void {
  if (hasErrors(proposal.diagnostics)) throw refusedMetadata(proposal.diagnostics, language, { plan: wordedPlan(proposal.changes, language) });
  if (proposal.changes.length === 0) throw refusedMetadata([nothingToPublish("error")], language);
}

function nothingToPublish(severity: Diagnostic["severity"]): Diagnostic {
  return { severity, code: "nothing_to_publish", kind: "", name: "", path: "", params: {} };
}

/**
 * Makes a proposal the current release: expand → flip (design §3). Before the flip nobody sees anything of it; release row,
 * pointer and event stand in the flip's transaction. Answers the release's number. Throws `Refusal`: `invalid` where records
 * break a new unique rule, `conflict` where somebody published since the proposal. Under the publish lock.
 */
export async function carryOut(store: Store, proposal: Proposal, publisher: Publisher, options: CarryOut): Promise<number> {
  const { from, to } = proposal;
  try {
    const plan = await planMigration(store, from, to);
    await expand(store, plan, options.onStatement);
    await flip(store, plan, (tx) => writeFlip(tx, store, proposal, publisher, options), options.onStatement);
  } catch (error) {
    // A unique index of what did not come to be would go on refusing writes.
    await tidy(store, from);
    if (!(error instanceof DirtyData)) throw error;
    const params = { rows: error.rows, field: error.rule, object: error.object };
    throw refusedMetadata([{ severity: "error", code: "plan_not_unique", kind: "object", name: error.object, path: "/unique", params }], publisher.language);
  }
  return to.release;
}

async function writeFlip(tx: Tx, store: Store, { base, from, to, changes, after }: Proposal, { by, language }: Publisher, options: CarryOut): Promise<void> {
  await lockDraft(tx, store);
  if ((await currentRelease(tx)) !== base) throw new Refusal("conflict", [{ ...problem("", "release_moved"), message: planText(language, "release_moved", {}) }]);
  const at = new Date().toISOString();
  // The plan is kept without texts: who asks later may speak another language.
  await writeRelease(tx, { n: to.release, at, by, message: options.message, plan: JSON.parse(JSON.stringify(changes)) }, after.values());
  await putMeta(tx, "release", to.release);
  for (const key of options.published ?? []) await clearDraft(tx, key, after);
  await options.also?.(tx);
  // Formulas that are new or say something else now: nobody sees the release without their values.
  await createWrites({ store, model: to, reads: createReads({ store, model: to }) }).recompute(tx, from);
  tx.outbox.event({ type: "release.published", object: null, record: null, at, by, fields: [] });
}

/** What was published is no draft any more; what somebody saved since stays one, over what is published. */
async function clearDraft(tx: Tx, key: string, after: Documents): Promise<void> {
  const [kind = "", name = ""] = key.split("/");
  const hash = after.get(key)?.hash ?? null;
  const gone = await tx.run(`delete from main._draft where kind = ? and name = ? and ${hash === null ? "json is null" : "etag = ?"}`, hash === null ? [kind, name] : [kind, name, hash]);
  if (gone > 0) await tx.run("delete from main._draft_step where kind = ? and name = ?", [kind, name]);
  else await tx.run("update main._draft set base_hash = ? where kind = ? and name = ?", [hash, kind, name]);
}

/** The workspace's model, of the release that the store points at now. */
export async function currentModel(workspace: Workspace): Promise<Model> {
  if (workspace.current.model.release !== (await currentRelease(workspace.store.reader))) await workspace.reload();
  return workspace.current.model;
}

/** Plans and carries out, one publish at a time; then the workspace answers with the new release. */
export function publishSet(
  workspace: Workspace,
  publisher: Publisher,
  prepare: (from: Model, before: Documents) => Promise<CarryOut & { readonly after: Documents }>,
): Promise<Published> {
  const { store } = workspace;
  return withPublishLock(store, async () => {
    const from = await currentModel(workspace);
    const before = await releaseDocuments(store, from.release);
    const { after, ...options } = await prepare(from, before);
    const proposal = await propose(store, from, before, after, from.settings);
    refuseProposal(proposal, publisher.language);
    const release = await carryOut(store, proposal, publisher, options);
    await workspace.reload();
    return { release, ...answer(proposal, publisher.language) };
  });
}

function answer(proposal: Proposal, language: Language): { plan: JsonObject; diagnostics: JsonObject[] } {
  return { plan: wordedPlan(proposal.changes, language), diagnostics: worded(proposal.diagnostics, language).map((diagnostic) => ({ ...diagnostic })) };
}

/** Publishes the draft, or the chosen documents of it with what they need. Throws `Refusal("invalid")` with diagnostics. */
export function publishDraft(workspace: Workspace, publisher: Publisher, input: { message: string | null; documents?: readonly DocumentName[]; onStatement?: OnStatement }): Promise<Published> {
  const { message, documents, onStatement } = input;
  return publishSet(workspace, publisher, async (from) => {
    const chosen = choose(await readDraft(workspace.store), documents, from.settings, publisher.language);
    return { after: chosen.after, published: chosen.keys, message, ...(onStatement && { onStatement }) };
  });
}

/** What `publishDraft` would do. Errors stand in the diagnostics; it refuses nothing but names that are no changes. */
export async function dryRunDraft(workspace: Workspace, publisher: Publisher, documents: readonly DocumentName[] | undefined): Promise<{ plan: JsonObject; diagnostics: JsonObject[] }> {
  const { store } = workspace;
  const from = await currentModel(workspace);
  const before = await releaseDocuments(store, from.release);
  const { after } = choose(await readDraft(store), documents, from.settings, publisher.language);
  const proposal = await propose(store, from, before, after, from.settings);
  const nothing = proposal.changes.length === 0 && !hasErrors(proposal.diagnostics);
  return answer(nothing ? { ...proposal, diagnostics: [...proposal.diagnostics, nothingToPublish("warning")] } : proposal, publisher.language);
}

async function documentsOf(store: Store, n: number, from: Model): Promise<Documents> {
  if (n < 1 || n > from.release) throw new Refusal("not_found", [problem("", "release")]);
  return releaseDocuments(store, n);
}

/** What `rollback` would do. */
export async function dryRunRollback(workspace: Workspace, publisher: Publisher, n: number): Promise<{ plan: JsonObject; diagnostics: JsonObject[] }> {
  const { store } = workspace;
  const from = await currentModel(workspace);
  const after = await documentsOf(store, n, from);
  return answer(await propose(store, from, await releaseDocuments(store, from.release), after, from.settings), publisher.language);
}

/** Publishes release n's documents as a new release. An open draft stays; its documents that stood on others are told. */
export async function rollback(workspace: Workspace, publisher: Publisher, n: number): Promise<Published & { conflicts: JsonObject[] }> {
  const { store } = workspace;
  const published = await publishSet(workspace, publisher, async (from) => ({ after: await documentsOf(store, n, from), message: planText(publisher.language, "rolled_back", { n }) }));
  const conflicts = [...(await readDraft(store)).documents.values()].filter(({ conflict }) => conflict).map(({ kind, name }) => ({ kind, name }));
  return { ...published, conflicts };
}
