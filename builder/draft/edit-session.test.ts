import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "#runtime/data/client.ts";
import type { Document } from "#shared/metadata/document.ts";
import { addElement, setValue } from "../commands/edits.ts";
import { EditSession, type DraftPort } from "./edit-session.ts";

const deal: Document = { kind: "object", name: "deal", label: { en: "Deal" }, fields: [{ name: "name", type: "text" }] };

/** A draft of one document with the server's own rules for ETags. */
class Draft implements DraftPort {
  version = 1;
  saves = 0;
  refuse: ApiError | null = null;
  constructor(public document: Document | null = deal) {}
  etag = (): string => `v${this.version}`;
  async put(document: Document, etag: string | null): Promise<{ etag: string }> {
    if (this.refuse) throw this.refuse;
    if (etag === null ? this.document !== null : etag !== this.etag()) throw new ApiError(412, { title: "", status: 412, detail: "", errors: [] }, null);
    this.document = document;
    this.version += 1;
    this.saves += 1;
    return { etag: this.etag() };
  }
  async get() {
    if (!this.document) throw new ApiError(404, { title: "", status: 404, detail: "", errors: [] }, null);
    return { document: this.document, etag: this.etag() };
  }
  /** Somebody else. */
  change(document: Document): void {
    this.document = document;
    this.version += 1;
  }
}

let draft: Draft;
let session: EditSession;
beforeEach(() => {
  vi.useFakeTimers();
  draft = new Draft();
  session = new EditSession(draft, () => undefined, deal, draft.etag(), deal);
});
afterEach(() => vi.useRealTimers());

const label = (en: string) => setValue(["label", "en"], en);

describe("editing a document", () => {
  test("typing is one save and one step of undo", async () => {
    for (const text of ["Deals", "Deals!", "Deals!!"]) session.run(label(text));
    expect(session.document.label).toEqual({ en: "Deals!!" });
    expect(session.status).toBe("saving");
    await vi.advanceTimersByTimeAsync(1000);
    expect([draft.saves, session.status, draft.document?.label]).toEqual([1, "saved", { en: "Deals!!" }]);
    session.undo();
    expect(session.document).toEqual(deal);
    session.redo();
    expect(session.document.label).toEqual({ en: "Deals!!" });
    session.undo();
    await vi.advanceTimersByTimeAsync(1000);
    expect(draft.document).toEqual(deal);
    expect([session.canUndo, session.canRedo]).toEqual([false, true]);
  });

  test("a command that can't run is no edit", () => {
    expect(session.run(addElement(["fields"], { name: "name" }))).toBe(false);
    expect([session.canUndo, session.status]).toEqual([false, "saved"]);
  });

  test("what someone else saved comes in while nothing differs here, and is a conflict when it does", async () => {
    draft.change({ ...deal, label: { en: "Theirs" } });
    session.take(await draft.get());
    expect(session.document.label).toEqual({ en: "Theirs" });
    draft.change({ ...deal, label: { en: "Theirs again" } });
    session.run(setValue(["owners"], true));
    await vi.advanceTimersByTimeAsync(1000);
    expect([session.status, session.theirs?.document.label]).toEqual(["conflict", { en: "Theirs again" }]);
    expect(draft.document?.label).toEqual({ en: "Theirs again" });
  });

  test.each(["mine", "theirs"] as const)("a conflict ends with %s, and undo brings the other", async (choice) => {
    draft.change({ ...deal, label: { en: "Theirs" } });
    session.run(label("Mine"));
    await vi.advanceTimersByTimeAsync(1000);
    await session.resolve(choice);
    const [stands, other] = choice === "mine" ? ["Mine", "Theirs"] : ["Theirs", "Mine"];
    expect([draft.document?.label?.en, session.document.label?.en, session.status]).toEqual([stands, stands, "saved"]);
    session.undo();
    await vi.advanceTimersByTimeAsync(1000);
    expect(draft.document?.label?.en).toBe(other);
  });

  test("a refused save keeps the edit and says where", async () => {
    draft.refuse = new ApiError(422, { title: "", status: 422, detail: "", errors: [{ path: "/label", rule: "schema", params: {}, message: "No." }] }, null);
    session.run(label("Bad"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.status).toBe("problems");
    expect(session.refused).toMatchObject([{ severity: "error", path: "/label", message: "No." }]);
    expect(session.document.label).toEqual({ en: "Bad" });
    draft.refuse = null;
    session.run(label("Good"));
    await vi.advanceTimersByTimeAsync(1000);
    expect([session.status, session.refused, draft.document?.label]).toEqual(["saved", [], { en: "Good" }]);
  });

  test("without an answer it is tried again by itself", async () => {
    draft.refuse = new ApiError(0, { title: "", status: 0, detail: "", errors: [] }, null);
    session.run(label("Later"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.status).toBe("offline");
    draft.refuse = null;
    await vi.advanceTimersByTimeAsync(5000);
    expect([session.status, draft.document?.label]).toEqual(["saved", { en: "Later" }]);
  });
});
