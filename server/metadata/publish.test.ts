import { expect, test } from "vitest";
import type { Json } from "#shared/lib/json.ts";
import type { Document } from "#shared/metadata/document.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { newId } from "#shared/lib/id.ts";
import { quote } from "#server/store/names.ts";
import type { Store } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import type { Current, Workspace } from "#server/workspaces/port.ts";
import { loadModel } from "./check.ts";
import { currentRelease } from "./documents.ts";
import { readDraft, removeDraftDocument, saveDraftDocument } from "./draft.ts";
import { createWorkspaceMetadata } from "./install.ts";
import { dryRunDraft, publishDraft, rollback } from "./publish.ts";
import { diffReleases, releaseDetail } from "./releases.ts";

const publisher = { by: "builder-1", language: "en" } as const;
const settings = { locale: "en", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 } as const;

/** A workspace that knows metadata only: what publishing needs of it. */
async function workspaceOn(store: Store): Promise<Workspace> {
  const current = async (): Promise<Current> => {
    const model = await loadModel(store);
    const absent = (): never => {
      throw new Error("this workspace has no records");
    };
    return { model, get reads() { return absent(); }, get writes() { return absent(); }, rights: absent };
  };
  const workspace = { id: "w", slug: "w", store, current: await current(), reload: async () => void (workspace.current = await current()), apart: () => undefined };
  return workspace;
}

async function emptyWorkspace(store: Store): Promise<Workspace> {
  await createWorkspaceMetadata(store, { settings, templates: [], sampleData: false, by: "builder-1" }, async () => (await workspaceOn(store)).current);
  return workspaceOn(store);
}

const thing = (fields: Json[], more: Record<string, Json> = {}): Document =>
  ({ kind: "object", name: "thing", label: { en: "Thing" }, title: "name", fields: [{ name: "name", type: "text", label: { en: "Name" } }, ...fields], ...more }) as unknown as Document;

async function save(store: Store, document: Document): Promise<void> {
  const known = (await readDraft(store)).documents.get(`${document.kind}/${document.name}`);
  await saveDraftDocument(store, "builder-1", document, known?.document ? { ifMatch: known.etag } : { isNew: true });
}

const publish = (workspace: Workspace, message = "m") => publishDraft(workspace, publisher, { message });

/** Rows straight into the table: this test is about what a publish makes of them. */
async function insert(store: Store, rows: readonly Record<string, string | number | null>[]): Promise<string[]> {
  const now = new Date().toISOString();
  return store.exclusive(async (tx) => {
    const ids: string[] = [];
    for (const row of rows) {
      const id = newId();
      const values = { id, revision: 1, created_at: now, updated_at: now, ...row };
      await tx.run(`insert into main.thing (${Object.keys(values).map(quote).join(", ")}) values (${Object.keys(values).map(() => "?").join(", ")})`, Object.values(values));
      ids.push(id);
    }
    return ids;
  });
}

interface Change { kind: string; name: string; path: string; text: string; rows: number; atRisk: string[] }
async function planned(workspace: Workspace): Promise<{ changes: Change[]; codes: string[] }> {
  const { plan, diagnostics } = await dryRunDraft(workspace, publisher, undefined);
  return { changes: plan["changes"] as unknown as Change[], codes: diagnostics.map((d) => `${String(d["severity"])} ${String(d["code"])}`) };
}

async function codesOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(() => null, (reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw new Error("was not refused", { cause: error });
  return error.problems.map(({ rule }) => rule);
}

onEachDatabase("publish", (open, dialect) => {
  const decimal = (text: string): string | number => (dialect === "sqlite" ? Number(text.replace(".", "")) : text);

  test("a draft becomes a release, and its tables stand", async () => {
    const store = await open();
    const workspace = await emptyWorkspace(store);
    expect(workspace.current.model.release).toBe(1);
    await save(store, thing([]));
    const published = await publish(workspace, "first thing");
    expect(published.release).toBe(2);
    expect(workspace.current.model.object("thing")?.fieldNames).toContain("name");
    await insert(store, [{ name: "a", name$sort: "a" }]);
    expect((await readDraft(store)).documents.get("object/thing")?.state).toBe("unchanged");
    expect(await codesOf(publish(workspace))).toEqual(["nothing_to_publish"]);
    const detail = await releaseDetail(store, 2, "zh-CN");
    expect(detail["message"]).toBe("first thing");
    expect(JSON.stringify(detail["plan"])).toContain("新增对象「Thing」");
    const [event] = await store.reader.all("select type from main._event order by id desc limit 1");
    expect(event?.[0]).toBe("release.published");
  });

  test("the plan counts what each change costs", async () => {
    const store = await open();
    const workspace = await emptyWorkspace(store);
    const fields = {
      code: { name: "code", type: "text", label: { en: "Code" } },
      size: { name: "size", type: "decimal", scale: 2, label: { en: "Size" } },
      state: { name: "state", type: "select", label: { en: "State" }, options: [{ value: "on", label: { en: "On" } }, { value: "off", label: { en: "Off" } }] },
    };
    await save(store, thing(Object.values(fields)));
    await publish(workspace);
    const ids = await insert(store, [
      { code: "x", code$sort: "x", size: decimal("1.50"), state: "on" },
      { code: "x", code$sort: "x", size: decimal("2.00"), state: "off" },
      { code: null, code$sort: null, size: decimal("3.25"), state: "on" },
    ]);

    await save(store, thing([fields.code, { ...fields.size, type: "integer", scale: undefined } as unknown as Json, fields.state].map((f) => JSON.parse(JSON.stringify(f)) as Json)));
    expect((await planned(workspace)).changes).toMatchObject([{ kind: "object", name: "thing", path: "/fields/size", rows: 2, atRisk: [ids[0], ids[2]] }]);

    await save(store, thing([fields.size, fields.state]));
    expect((await planned(workspace)).changes).toMatchObject([{ path: "/fields/code", rows: 2, atRisk: [ids[0], ids[1]] }]);

    await save(store, thing([{ ...fields.code, required: true }, fields.size, fields.state]));
    expect(await planned(workspace)).toMatchObject({ changes: [{ path: "/fields/code", rows: 1, atRisk: [ids[2]] }], codes: ["warning plan_required_empty"] });

    await save(store, thing([{ ...fields.code, unique: true }, fields.size, fields.state]));
    expect(await planned(workspace)).toMatchObject({ changes: [{ path: "/fields/code", rows: 2, atRisk: [ids[0], ids[1]] }], codes: ["error plan_not_unique"] });
    expect(await codesOf(publish(workspace))).toEqual(["plan_not_unique"]);

    await save(store, thing([fields.code, fields.size, { ...fields.state, options: [fields.state.options[1] ?? null] }]));
    expect((await planned(workspace)).changes).toMatchObject([{ path: "/fields/state/options/on", rows: 2, atRisk: [ids[0], ids[2]] }]);

    await store.write((tx) => tx.run("delete from main._draft"));
    const gone = (await readDraft(store)).documents.get("object/thing");
    await removeDraftDocument(store, "builder-1", "object", "thing", { ifMatch: gone?.etag ?? "" });
    const { changes } = await planned(workspace);
    expect(changes).toMatchObject([{ kind: "object", name: "thing", path: "", rows: 3 }]);
    expect(changes[0]?.text).toContain("3 records");
  });

  test("an option set's removed option counts the records of every field that uses it", async () => {
    const store = await open();
    const workspace = await emptyWorkspace(store);
    const set = (values: string[]): Document => ({ kind: "option-set", name: "colour", label: { en: "Colour" }, options: values.map((value) => ({ value, label: { en: value } })) }) as Document;
    await save(store, set(["red", "blue"]));
    await save(store, thing([{ name: "front", type: "select", optionSet: "colour" }, { name: "back", type: "select", optionSet: "colour" }]));
    await publish(workspace);
    await insert(store, [{ front: "red", back: "blue" }, { front: "red", back: "red" }]);
    await save(store, set(["blue"]));
    expect((await planned(workspace)).changes).toMatchObject([{ kind: "option-set", name: "colour", path: "/options/red", rows: 3 }]);
  });

  test("a required field may come where records lack it; they stay", async () => {
    const store = await open();
    const workspace = await emptyWorkspace(store);
    await save(store, thing([]));
    await publish(workspace);
    await insert(store, [{ name: "a", name$sort: "a" }]);
    await save(store, thing([{ name: "code", type: "text", required: true }]));
    const published = await publish(workspace);
    expect(published.diagnostics).toMatchObject([{ severity: "warning", code: "plan_required_empty" }]);
    expect(await store.reader.all("select name from main.thing")).toEqual([["a"]]);
  });

  test("errors across documents refuse the publish, and nothing changes", async () => {
    const store = await open();
    const workspace = await emptyWorkspace(store);
    await save(store, thing([{ name: "elsewhere", type: "lookup", to: ["nowhere"] }]));
    expect(await codesOf(publish(workspace))).toContain("unknown_object");
    expect(await currentRelease(store.reader)).toBe(1);
    const { codes, changes } = await planned(workspace);
    expect(codes).toContain("error unknown_object");
    expect(changes).toHaveLength(1);
  });

  test("objects that require each other are refused", async () => {
    const store = await open();
    const workspace = await emptyWorkspace(store);
    await save(store, thing([{ name: "other", type: "lookup", to: ["other_thing"], required: true, onDelete: "restrict" }]));
    await save(store, { kind: "object", name: "other_thing", label: {}, title: "name", fields: [{ name: "name", type: "text" }, { name: "thing", type: "lookup", to: ["thing"], required: true, onDelete: "restrict" }] } as Document);
    expect(await codesOf(publish(workspace))).toContain("required_circle");
  });

  test("chosen documents go with what they need, and nothing else", async () => {
    const store = await open();
    const workspace = await emptyWorkspace(store);
    await save(store, thing([]));
    await save(store, { kind: "view", name: "thing", object: "thing", type: "table", label: { en: "Things" }, columns: ["name"] } as Document);
    await save(store, { kind: "object", name: "unrelated", label: {}, title: "name", fields: [{ name: "name", type: "text" }] } as Document);
    const published = await publishDraft(workspace, publisher, { message: "view", documents: [{ kind: "view", name: "thing" }] });
    expect((published.plan["changes"] as unknown as Change[]).map(({ kind, name }) => `${kind}/${name}`)).toEqual(["object/thing", "view/thing"]);
    expect((await readDraft(store)).documents.get("object/unrelated")?.state).toBe("new");
    expect(await codesOf(publishDraft(workspace, publisher, { message: "again", documents: [{ kind: "view", name: "thing" }] }))).toEqual(["document_not_changed"]);
  });

  test("a rollback brings back what was dropped; the open draft stays and its conflicts are told", async () => {
    const store = await open();
    const workspace = await emptyWorkspace(store);
    await save(store, thing([{ name: "code", type: "text" }]));
    await publish(workspace);
    await insert(store, [{ name: "a", name$sort: "a", code: "c1", code$sort: "c1" }]);
    await save(store, thing([]));
    await publish(workspace);
    await expect(store.reader.all("select code from main.thing")).rejects.toThrow();
    await save(store, thing([{ name: "extra", type: "date" }]));
    const back = await rollback(workspace, publisher, 2);
    expect(back.release).toBe(4);
    expect(await store.reader.all("select name, code from main.thing")).toEqual([["a", "c1"]]);
    expect(back.conflicts).toEqual([{ kind: "object", name: "thing" }]);
    expect((await readDraft(store)).documents.get("object/thing")?.state).toBe("changed");
    expect(await diffReleases(store, 3, 4)).toMatchObject([{ kind: "object", name: "thing", state: "changed", changes: [{ path: "/fields/code", change: "added" }] }]);
    expect(await diffReleases(store, 2, 4)).toEqual([]);
  });

  test("stopped at any statement before the flip, nothing visible has changed and the next publish works", async () => {
    const store = await open();
    const workspace = await emptyWorkspace(store);
    await save(store, thing([{ name: "code", type: "text" }, { name: "size", type: "decimal", scale: 2 }]));
    await publish(workspace);
    await insert(store, [{ name: "a", name$sort: "a", code: "x", code$sort: "x", size: decimal("1.50") }]);
    await save(store, thing([{ name: "size", type: "integer" }, { name: "part", type: "text", unique: true }, { name: "box", type: "lookup", to: ["box"] }], { indexes: [{ name: "by_size", fields: ["size"] }] }));
    const linked = (name: string, to: string): Document => ({ kind: "object", name, label: {}, title: "name", fields: [{ name: "name", type: "text" }, { name: "link", type: "lookup", to: [to] }, { name: "links", type: "many_to_many", to: [to] }] }) as Document;
    await save(store, linked("box", "crate"));
    await save(store, linked("crate", "box"));
    const before = await store.reader.all("select name, code from main.thing");
    const release = await currentRelease(store.reader);
    let stops = 0;
    for (let at = 0; ; at++) {
      let count = 0;
      const onStatement = (): void => {
        if (count++ === at) throw new Error("stopped here");
      };
      const outcome = await publishDraft(workspace, publisher, { message: "m", onStatement }).then(() => "published", (error: unknown) => String(error));
      if ((await currentRelease(store.reader)) !== release) break;
      expect(outcome).toContain("stopped here");
      expect(await store.reader.all("select name, code from main.thing")).toEqual(before);
      expect((await readDraft(store)).documents.get("object/thing")?.state).toBe("changed");
      stops += 1;
    }
    expect(stops).toBeGreaterThan(8);
    expect(await currentRelease(store.reader)).toBe(release + 1);
    expect(await store.reader.all("select name, size from main.thing")).toEqual([["a", dialect === "sqlite" ? 2 : "2"]]);
  });

  test("two publishes at once are one after the other", async () => {
    const store = await open();
    const workspace = await emptyWorkspace(store);
    await save(store, thing([]));
    const outcomes = await Promise.allSettled([publish(workspace), publish(workspace)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await currentRelease(store.reader)).toBe(2);
  });
});
