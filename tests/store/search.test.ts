import { describe, expect, test } from "vitest";
import { search, type SearchableObject } from "#server/search/index.ts";
import { indexTokens, queryTerms } from "#server/search/tokens.ts";
import type { Store } from "#server/store/port.ts";
import { onEachDatabase } from "#tests/support/databases.ts";

describe("tokens", () => {
  test("of Chinese are characters, pairs, pinyin and initials from every character on", () => {
    const tokens = indexTokens("华为技术");
    for (const token of ["华", "华为", "为技", "huaweijishu", "weijishu", "jishu", "hwjs", "js"]) expect(tokens).toContain(token);
  });
  test("of a surname are both readings", () => {
    expect(indexTokens("曾国藩")).toEqual(expect.arrayContaining(["zengguofan"]));
    expect(indexTokens("单田芳")).toEqual(expect.arrayContaining(["shantianfang", "dantianfang"]));
  });
  test("of digits are their endings, of mixed words their parts", () => {
    expect(indexTokens("13800138000")).toEqual(expect.arrayContaining(["13800138000", "8000"]));
    expect(indexTokens("GTX500 Pro")).toEqual(expect.arrayContaining(["gtx500", "gtx", "500", "pro"]));
  });
  test("fold width, case and accents", () => {
    expect(indexTokens("ＡＢＣ Café")).toEqual(["abc", "cafe"]);
    expect(queryTerms("CAFÉ")).toEqual([{ text: "cafe", prefix: true }]);
  });
  test("hold nothing that a query language could read", () => {
    for (const text of ['a" OR b*', "x:*|y'", "🙂 \u0000 \\", "NEAR(a b)", "— – ·"]) {
      for (const token of [...indexTokens(text), ...queryTerms(text).map((term) => term.text)]) expect(token).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
    }
  });
});

const ALL: SearchableObject[] = [
  { object: "person", fields: ["name", "phone", "secret"], title: "name" },
  { object: "firm", fields: ["name"], title: "name" },
];

async function put(store: Store, object: string, record: string, fields: Record<string, string> | null): Promise<void> {
  await store.write(async (tx) => tx.outbox.search({ object, record, n: 1, fields }));
}

async function find(store: Store, query: string, readable = ALL): Promise<string[]> {
  return (await search(store.reader, store.dialect, query, readable, 10)).map(({ record }) => record);
}

onEachDatabase("search", (open) => {
  async function filled(): Promise<Store> {
    const store = await open();
    await put(store, "firm", "hw", { name: "华为技术有限公司" });
    await put(store, "firm", "hwx", { name: "华为" });
    await put(store, "person", "zs", { name: "张三", phone: "13800138000", secret: "华为" });
    await put(store, "person", "ann", { name: "Ann Marie O'Neil" });
    return store;
  }

  test("finds by characters, pinyin, initials, beginnings of words and endings of numbers", async () => {
    const store = await filled();
    expect(await find(store, "技术")).toEqual(["hw"]);
    expect(await find(store, "zhangsan")).toEqual(["zs"]);
    expect(await find(store, "zs")).toEqual(["zs"]);
    expect(await find(store, "jishu")).toEqual(["hw"]);
    expect(await find(store, "mar neil")).toEqual(["ann"]);
    expect(await find(store, "8000")).toEqual(["zs"]);
    expect(await find(store, "张三 138")).toEqual(["zs"]);
    expect(await find(store, "为华")).toEqual([]);
    expect(await find(store, "张三 139")).toEqual([]);
    expect(await find(store, "  ")).toEqual([]);
    expect(await find(store, `"'*:|&!()\\`)).toEqual([]);
  });

  test("ranks an exact match first, then a leading one, titles before other fields", async () => {
    expect(await find(await filled(), "华为")).toEqual(["hwx", "zs", "hw"]);
  });

  test("finds by readable fields only", async () => {
    const store = await filled();
    const seen: SearchableObject[] = [{ object: "person", fields: ["name"], title: "name" }, { object: "firm", fields: ["name"], title: "name" }];
    expect(await find(store, "华为", seen)).toEqual(["hwx", "hw"]);
    expect(await find(store, "138", seen)).toEqual([]);
  });

  test("follows changes and forgets what went", async () => {
    const store = await filled();
    await store.write(async (tx) => {
      tx.outbox.search({ object: "person", record: "zs", n: 1, fields: { name: "x" } });
      tx.outbox.search({ object: "person", record: "zs", n: 1, fields: { name: "李四" } });
      tx.outbox.search({ object: "firm", record: "hwx", n: 1, fields: null });
    });
    expect(await find(store, "张三")).toEqual([]);
    expect(await find(store, "lisi")).toEqual(["zs"]);
    expect(await find(store, "华为")).toEqual(["hw"]);
  });
});
