import { beforeAll, expect, test } from "vitest";
import { onEachServer, type Client } from "#tests/support/server.ts";

interface Change { kind: string; name: string; path: string; text: string; rows: number; atRisk: string[] }

const FIELDS = {
  code: { name: "code", type: "text", label: { en: "Code", "zh-CN": "编号" } },
  size: { name: "size", type: "decimal", scale: 2, label: { en: "Size", "zh-CN": "尺寸" } },
  state: { name: "state", type: "select", label: { en: "State", "zh-CN": "状态" }, options: [{ value: "on", label: { en: "On", "zh-CN": "开" } }, { value: "off", label: { en: "Off", "zh-CN": "关" } }] },
} as const;

const thing = (fields: readonly object[]): object => ({
  kind: "object", name: "thing", label: { en: "Thing", "zh-CN": "物件" }, title: "name", fields: [{ name: "name", type: "text", label: { en: "Name", "zh-CN": "名称" } }, ...fields],
});

onEachServer("publish", (server) => {
  let client: Client;
  let path: (...parts: string[]) => string;
  let ids: string[];

  const put = async (document: object): Promise<void> => {
    const { kind, name } = document as { kind: string; name: string };
    const at = path("draft", kind, name);
    const etag = (await client.get(at)).headers.get("etag");
    const saved = await client.put(at, document, etag === null ? { "if-none-match": "*" } : { "if-match": etag });
    expect([200, 201], saved.text).toContain(saved.status);
  };
  const publish = async (): Promise<number> => {
    const answer = await client.post(path("releases"), { message: "test" });
    expect(answer.status, answer.text).toBe(201);
    return answer.json.release as number;
  };
  const dryRun = async (language = "en"): Promise<{ changes: Change[]; diagnostics: { severity: string; code: string; message: string }[] }> => {
    const answer = await client.post(`${path("releases")}?dryRun=true`, {}, { "accept-language": language });
    expect(answer.status, answer.text).toBe(200);
    return { changes: answer.json.plan.changes, diagnostics: answer.json.diagnostics };
  };

  beforeAll(async () => {
    ({ client, path } = await server().workspace("publish"));
    await put(thing(Object.values(FIELDS)));
    await publish();
    const created = await client.post(path("records", "thing"), [
      { name: "a", code: "x", size: "1.50", state: "on" },
      { name: "b", code: "x", size: "2.00", state: "off" },
      { name: "c", size: "3.25", state: "on" },
    ]);
    expect(created.status, created.text).toBe(201);
    ids = created.json.records.map(({ id }: { id: string }) => id);
  });

  test.each<[string, readonly object[], string, number[]]>([
    ["deleting a field", [FIELDS.size, FIELDS.state], "/fields/code", [0, 1]],
    ["decimal to integer", [FIELDS.code, { name: "size", type: "integer", label: FIELDS.size.label }, FIELDS.state], "/fields/size", [0, 2]],
    ["making a field required", [{ ...FIELDS.code, required: true }, FIELDS.size, FIELDS.state], "/fields/code", [2]],
    ["making a field unique on dirty data", [{ ...FIELDS.code, unique: true }, FIELDS.size, FIELDS.state], "/fields/code", [0, 1]],
    ["removing an option in use", [FIELDS.code, FIELDS.size, { ...FIELDS.state, options: [FIELDS.state.options[1]] }], "/fields/state/options/on", [0, 2]],
  ])("the plan counts and shows the records at risk: %s", async (_what, fields, at, places) => {
    await put(thing(fields));
    const { changes } = await dryRun();
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ kind: "object", name: "thing", path: at, rows: places.length, atRisk: places.map((place) => ids[place]) });
    expect(changes[0]?.text).toContain(String(places.length));
    expect((await dryRun("zh-CN")).changes[0]?.text).toContain("「物件」");
    await client.post(path("draft", "object", "thing", "reset"));
  });

  test("unique on dirty data is refused at publish; required on empty rows is a warning", async () => {
    await put(thing([{ ...FIELDS.code, unique: true }, FIELDS.size, FIELDS.state]));
    const refused = await client.post(path("releases"), { message: "dirty" });
    expect(refused.status).toBe(422);
    expect(refused.json.diagnostics).toMatchObject([{ severity: "error", code: "plan_not_unique" }]);
    expect(refused.json.plan.changes).toHaveLength(1);
    await put(thing([{ ...FIELDS.code, required: true }, FIELDS.size, FIELDS.state]));
    await publish();
    const rows = await client.get(path("records", "thing"));
    expect(rows.json.records).toHaveLength(3);
    expect((await client.post(path("records", "thing"), { name: "d" })).status).toBe(422);
    expect((await client.patch(path("records", "thing", ids[2] ?? ""), { code: "y" })).status).toBe(200);
  });

  test("deleting an object counts its records; a rollback brings them back", async () => {
    const release = (await client.get(path("releases"))).json.current as number;
    const etag = (await client.get(path("draft", "object", "thing"))).headers.get("etag") ?? "";
    expect((await client.delete(path("draft", "object", "thing"), { "if-match": etag })).status).toBe(200);
    expect((await dryRun()).changes).toMatchObject([{ kind: "object", name: "thing", path: "", rows: 3 }]);
    await publish();
    expect((await client.get(path("records", "thing"))).status).toBe(404);
    const back = await client.post(path("releases", String(release), "rollback"));
    expect(back.status, back.text).toBe(201);
    expect(back.json.release).toBe(release + 2);
    const rows = await client.get(`${path("records", "thing")}?sort=name`);
    expect(rows.json.records.map(({ name, size }: { name: string; size: string }) => [name, size])).toEqual([["a", "1.50"], ["b", "2.00"], ["c", "3.25"]]);
  });

  test("a dropped field's values come back with the rollback", async () => {
    const before = (await client.get(path("releases"))).json.current as number;
    await put(thing([FIELDS.code, FIELDS.state]));
    await publish();
    expect((await client.get(path("records", "thing", ids[0] ?? ""))).json).not.toHaveProperty("size");
    const back = await client.post(path("releases", String(before), "rollback"));
    expect(back.status, back.text).toBe(201);
    expect((await client.get(path("records", "thing", ids[0] ?? ""))).json.size).toBe("1.50");
    const diff = await client.get(path("releases", String(before + 1), "diff", String(before + 2)));
    expect(diff.json.documents).toMatchObject([{ kind: "object", name: "thing", state: "changed" }]);
    expect(diff.json.documents[0].changes.map((change: { path: string; change: string }) => [change.path, change.change])).toContainEqual(["/fields/size", "added"]);
  });

  test("releases are listed with who, when and what", async () => {
    const { releases, current } = (await client.get(path("releases"))).json;
    expect(releases[0].n).toBe(current);
    expect(releases.map(({ n }: { n: number }) => n)).toEqual(Array.from({ length: current }, (_, i) => current - i));
    const detail = (await client.get(path("releases", "2"))).json;
    expect(detail).toMatchObject({ n: 2, message: "test", plan: { changes: [{ kind: "object", name: "thing" }] }, documents: [{ kind: "object", name: "thing" }] });
    expect(detail.by).toBeTruthy();
    expect((await client.get(path("releases", "999"))).status).toBe(404);
    expect((await client.get(path("releases", "x"))).status).toBe(404);
    expect((await client.post(path("releases", "999", "rollback"))).status).toBe(404);
  });

  test("nothing to publish, unknown members and parameters are refused", async () => {
    const nothing = await client.post(path("releases"), { message: "again" });
    expect(nothing.status).toBe(422);
    expect(nothing.json.diagnostics).toMatchObject([{ code: "nothing_to_publish" }]);
    expect((await client.post(path("releases"), { massage: "x" })).status).toBe(400);
    expect((await client.post(`${path("releases")}?dry=true`, {})).status).toBe(400);
    expect((await client.post(`${path("releases")}?dryRun=maybe`, {})).status).toBe(400);
  });

  test("objects in a circle of required lookups are refused with diagnostics, and nothing changes", async () => {
    const release = (await client.get(path("releases"))).json.current;
    const circle = (name: string, other: string): object => ({ kind: "object", name, label: { en: name }, title: "name", fields: [{ name: "name", type: "text" }, { name: "other", type: "lookup", to: [other], required: true, onDelete: "restrict" }] });
    await put(circle("ping", "pong"));
    await put(circle("pong", "ping"));
    const refused = await client.post(path("releases"), { message: "circle" });
    expect(refused.status).toBe(422);
    expect(refused.json.diagnostics.map(({ code }: { code: string }) => code)).toContain("required_circle");
    expect((await client.get(path("releases"))).json.current).toBe(release);
    expect((await client.get(path("records", "ping"))).status).toBe(404);
  });

  test("a formula has its values with the release that brings it, and others with the release that changes it", async () => {
    const made = await server().workspace("formulas");
    const at = made.path;
    const save = async (fields: readonly object[]): Promise<void> => {
      const etag = (await made.client.get(at("draft", "object", "thing"))).headers.get("etag");
      const saved = await made.client.put(at("draft", "object", "thing"), thing(fields), etag === null ? { "if-none-match": "*" } : { "if-match": etag });
      expect([200, 201], saved.text).toContain(saved.status);
      const answer = await made.client.post(at("releases"), { message: "formulas" });
      expect(answer.status, answer.text).toBe(201);
    };
    const formula = (name: string, text: string, returns = "decimal"): object => ({ name, type: "formula", returns, formula: text, label: { en: name, "zh-CN": name } });
    const read = async (): Promise<unknown[]> => (await made.client.get(`${at("records", "thing")}?sort=name`)).json.records.map(({ double, more }: Record<string, unknown>) => [double, more]);
    await save([FIELDS.size]);
    await made.client.post(at("records", "thing"), [{ name: "a", size: "1.50" }, { name: "b", size: "2.00" }]);
    await save([FIELDS.size, formula("double", "size * 2"), formula("more", "double + 1")]);
    expect(await read()).toEqual([["3.00", "4.00"], ["4.00", "5.00"]]);
    await save([FIELDS.size, formula("double", "size * 20"), formula("more", "double + 1")]);
    expect(await read()).toEqual([["30.00", "31.00"], ["40.00", "41.00"]]);
    // Computed at read, then kept again.
    await save([FIELDS.size, formula("double", "IF(TODAY() > \"2020-01-01\", size, 0)"), formula("more", "size")]);
    expect(await read()).toEqual([["1.50", "1.50"], ["2.00", "2.00"]]);
    await save([FIELDS.size, formula("double", "size + 1", "integer"), formula("more", "double")]);
    expect(await read()).toEqual([[3, "3.00"], [3, "3.00"]]);
    expect((await made.client.post(at("releases", "3", "rollback"), {})).status).toBe(201);
    expect(await read()).toEqual([["3.00", "4.00"], ["4.00", "5.00"]]);
  });
});
