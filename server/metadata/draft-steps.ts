import { sameJson } from "#shared/lib/json.ts";
import type { Language } from "#shared/lib/label.ts";
import { problem } from "#shared/lib/problem.ts";
import type { Store } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import { hashOf, readDocument } from "./documents.ts";
import type { Saved } from "./draft.ts";
import { changeDocument, writeDraft } from "./draft-changes.ts";
import { planText } from "./words.ts";

/**
 * Takes back, or does again, the asker's own last step in a document. 409 with the reason where there is none, or where
 * somebody has changed the document since: their step stands on it.
 */
export async function stepDraftDocument(store: Store, by: string | null, kind: string, name: string, direction: "undo" | "redo", language: Language): Promise<Saved> {
  return changeDocument(store, kind, name, async (tx, current, released) => {
    const undoing = direction === "undo";
    const row = await tx.get(`select id, before, after from main._draft_step where kind = ? and name = ? and "by" = ? and undone = ? order by seq ${undoing ? "desc" : "asc"} limit 1`, [kind, name, by, !undoing]);
    if (!row) throw refused(`${direction}_nothing`, language);
    const [before, after] = [row[1], row[2]].map((json) => (json === null || json === undefined ? null : readDocument(json, store.dialect)));
    const [from, to] = undoing ? [after ?? null, before ?? null] : [before ?? null, after ?? null];
    if (!sameJson(from, current)) throw refused(`${direction}_overtaken`, language);
    await writeDraft(tx, { kind, name, after: to, by, released });
    await tx.run("update main._draft_step set undone = ? where id = ?", [undoing, String(row[0])]);
    return { created: false, etag: to && hashOf(to), document: to };
  });
}

function refused(rule: string, language: Language): Refusal {
  return new Refusal("conflict", [{ ...problem("", rule), message: planText(language, rule, {}) }]);
}
