import type { Json, JsonObject } from "#shared/lib/json.ts";
import type { Language } from "#shared/lib/label.ts";
import { problem } from "#shared/lib/problem.ts";
import { diffDocuments } from "#shared/model/diff.ts";
import type { Store } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import { getRelease, listReleases, releaseDocuments, type ReleaseRow } from "./documents.ts";
import { readDraft } from "./draft.ts";
import { wordedPlan, type Documents, type PlanChange } from "./plan.ts";

/** All releases, the newest first, without their plans. */
export async function releaseList(store: Store): Promise<JsonObject[]> {
  return (await listReleases(store.reader)).map(summary);
}

const summary = ({ n, at, by, message }: ReleaseRow): JsonObject => ({ n, at, by, message });

/** One release with its plan and the documents it has. 404 where there is none. */
export async function releaseDetail(store: Store, n: number, language: Language): Promise<JsonObject> {
  const release = await getRelease(store.reader, n);
  if (!release) throw notFound();
  const documents = [...(await releaseDocuments(store, n)).values()].map(({ document, hash }) => ({ kind: document.kind, name: document.name, etag: hash }));
  return { ...summary(release), plan: wordedPlan(changesOf(release.plan), language), documents };
}

/** The plan as `carryOut` stored it. */
function changesOf(plan: Json): readonly PlanChange[] {
  return Array.isArray(plan) ? (plan as unknown as PlanChange[]) : [];
}

/** Where two releases, or a release and the draft, differ: per document and property; elements are matched by identity. 404 where one is not there. */
export async function diffReleases(store: Store, a: number | "draft", b: number | "draft"): Promise<JsonObject[]> {
  const [before, after] = [await documentsOf(store, a), await documentsOf(store, b)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return keys.flatMap((key): JsonObject[] => {
    const old = before.get(key);
    const now = after.get(key);
    if (old?.hash === now?.hash) return [];
    const [kind = "", name = ""] = key.split("/");
    const state = !old ? "added" : !now ? "removed" : "changed";
    const changes = old && now ? diffDocuments(old.document, now.document) : [];
    return [{ kind, name, state, changes: changes.map((change) => ({ ...change })) }];
  });
}

async function documentsOf(store: Store, side: number | "draft"): Promise<Documents> {
  if (side !== "draft") {
    if (!(await getRelease(store.reader, side))) throw notFound();
    return releaseDocuments(store, side);
  }
  const { documents } = await readDraft(store);
  return new Map([...documents].flatMap(([key, { document, etag, builtIn }]) => (document && !builtIn ? [[key, { document, hash: etag }] as const] : [])));
}

function notFound(): Refusal {
  return new Refusal("not_found", [problem("", "release")]);
}
