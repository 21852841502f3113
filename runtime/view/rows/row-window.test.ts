import { describe, expect, it } from "vitest";
import type { ListPage, RecordData } from "#runtime/data/records.ts";
import { RowWindow, type PageLoader } from "./row-window.ts";

interface Server {
  rows: RecordData[];
  asked: { cursor: string | null; limit: number; count: boolean }[];
  load: PageLoader;
}

/** A list on a server with keyset cursors: the cursor names the last row given. */
function server(length: number, countTo = Number.POSITIVE_INFINITY): Server {
  const rows = Array.from({ length }, (_, at) => ({ id: `r${at}`, revision: 1, place: at }));
  const asked: Server["asked"] = [];
  const state: Server = {
    rows,
    asked,
    async load(cursor, limit, count): Promise<ListPage> {
      asked.push({ cursor, limit, count });
      await Promise.resolve();
      const from = cursor === null ? 0 : state.rows.findIndex((row) => row.id === cursor) + 1;
      const records = state.rows.slice(from, from + limit);
      const hasMore = from + limit < state.rows.length;
      return {
        records,
        cursor: hasMore ? (records.at(-1)?.id ?? null) : null,
        ...(count && { count: Math.min(state.rows.length, countTo), ...(state.rows.length > countTo && { countIs: "atLeast" as const }) }),
      };
    },
  };
  return state;
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 2_000; turn++) await Promise.resolve();
}

describe("RowWindow", () => {
  it("knows the length from the count after one page", async () => {
    const list = server(100_000);
    const rows = new RowWindow(list.load);
    rows.ensure(0, 40);
    await settle();
    expect(rows.size).toBe(100_000);
    expect(rows.row(40)?.id).toBe("r40");
    expect(list.asked).toEqual([{ cursor: null, limit: 100, count: true }]);
  });

  it("walks to a far place in large steps and keeps memory bounded", async () => {
    const list = server(20_000);
    const rows = new RowWindow(list.load);
    rows.ensure(0, 40);
    await settle();
    rows.ensure(19_950, 19_999);
    await settle();
    expect(rows.row(19_999)?.id).toBe("r19999");
    expect(list.asked.length).toBeLessThan(50);
    expect(rows.row(0)).toBeUndefined();
    rows.ensure(0, 40);
    await settle();
    expect(rows.row(0)?.id).toBe("r0");
    expect(list.asked.at(-1)?.cursor).toBeNull();
  });

  it("corrects its length at the end when the count stopped early", async () => {
    const list = server(250, 120);
    const rows = new RowWindow(list.load);
    rows.ensure(0, 40);
    await settle();
    expect(rows.count).toEqual({ n: 120, atLeast: true });
    rows.ensure(200, 240);
    await settle();
    expect(rows.count).toEqual({ n: 250, atLeast: false });
    expect(rows.size).toBe(250);
  });

  it("asks what is seen anew after a change, and walks on from there where pages shifted", async () => {
    const list = server(350);
    const rows = new RowWindow(list.load);
    rows.subscribe(() => undefined);
    rows.ensure(0, 320);
    await settle();
    list.rows.splice(10, 1);
    rows.invalidate();
    await settle();
    expect(rows.size).toBe(349);
    expect(rows.count).toEqual({ n: 349, atLeast: false });
    for (const at of [0, 9, 10, 99, 100, 320]) expect(rows.row(at)?.id).toBe(list.rows[at]?.id);
  });

  it("tells of a failure, keeps what it has, and goes on when asked again", async () => {
    const list = server(300);
    let broken = false;
    const rows = new RowWindow((...args) => (broken ? Promise.reject(new Error("down")) : list.load(...args)));
    rows.ensure(0, 40);
    await settle();
    broken = true;
    rows.ensure(150, 190);
    await settle();
    expect(rows.error).toBeInstanceOf(Error);
    expect(rows.row(0)?.id).toBe("r0");
    broken = false;
    rows.retry();
    await settle();
    expect(rows.error).toBeNull();
    expect(rows.row(150)?.id).toBe("r150");
  });

  it("shows a saved record in its place at once", async () => {
    const list = server(30);
    const rows = new RowWindow(list.load);
    rows.ensure(0, 30);
    await settle();
    rows.put({ id: "r7", revision: 2, place: 700 });
    expect(rows.row(7)).toEqual({ id: "r7", revision: 2, place: 700 });
    expect(rows.indexOf("r7")).toBe(7);
  });
});
