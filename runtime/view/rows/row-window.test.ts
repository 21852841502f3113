import { describe, expect, it } from "vitest";
import type { ListPage, RecordData } from "#runtime/data/records.ts";
import { RowWindow, type PageLoader, type PageStart } from "./row-window.ts";

interface Server {
  rows: RecordData[];
  asked: { start: PageStart; limit: number; count: boolean }[];
  load: PageLoader;
}

/** A list on a server with keyset cursors: the cursor names the last row given. */
function server(length: number, countTo = Number.POSITIVE_INFINITY): Server {
  const rows = Array.from({ length }, (_, at) => ({ id: `r${at}`, revision: 1, place: at }));
  const asked: Server["asked"] = [];
  const state: Server = {
    rows,
    asked,
    async load(start, limit, count): Promise<ListPage> {
      asked.push({ start, limit, count });
      await Promise.resolve();
      const from = "skip" in start ? start.skip : state.rows.findIndex((row) => row.id === start.cursor) + 1;
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
    expect(list.asked).toEqual([{ start: { skip: 0 }, limit: 100, count: true }]);
  });

  it("enters a far place by one page, and goes on from there both ways by what fits", async () => {
    const list = server(100_000);
    const rows = new RowWindow(list.load);
    rows.ensure(0, 40);
    await settle();
    rows.ensure(60_050, 60_090);
    await settle();
    expect(list.asked.slice(1)).toEqual([{ start: { skip: 60_000 }, limit: 100, count: true }]);
    rows.ensure(60_090, 60_130);
    await settle();
    expect(list.asked.at(-1)?.start).toEqual({ cursor: "r60099" });
    rows.ensure(59_960, 60_010);
    await settle();
    expect(list.asked.at(-1)).toMatchObject({ start: { skip: 59_900 }, limit: 100 });
    for (const at of [0, 59_900, 59_999, 60_000, 60_199]) expect(rows.row(at)?.id).toBe(`r${at}`);
    rows.ensure(99_960, 99_999);
    await settle();
    expect(rows.row(99_999)?.id).toBe("r99999");
    expect(rows.size).toBe(100_000);
  });

  it("keeps memory bounded, and brings back what it let go of", async () => {
    const list = server(40_000);
    const rows = new RowWindow(list.load);
    for (let from = 0; from < 40_000; from += 300) {
      rows.ensure(from, from + 40);
      await settle();
    }
    expect(list.rows.filter((_row, at) => rows.row(at) !== undefined).length).toBeLessThanOrEqual(6_100);
    expect(rows.row(0)).toBeUndefined();
    rows.ensure(0, 40);
    await settle();
    expect(rows.row(0)?.id).toBe("r0");
    expect(list.asked.at(-1)?.start).toEqual({ skip: 0 });
  });

  it("learns that a list has become shorter than the place it jumps to", async () => {
    const list = server(5_000);
    const rows = new RowWindow(list.load);
    rows.ensure(0, 40);
    await settle();
    list.rows.splice(1_000);
    rows.ensure(4_950, 4_999);
    await settle();
    expect(rows.count).toEqual({ n: 1_000, atLeast: false });
    expect(rows.size).toBe(1_000);
  });

  it("asks for nothing that was only passed", async () => {
    const list = server(100_000);
    const rows = new RowWindow(list.load);
    rows.ensure(0, 40);
    await settle();
    for (let from = 20_000; from <= 80_000; from += 1_000) rows.ensure(from, from + 40);
    await settle();
    expect(list.asked.slice(1).map(({ start }) => start)).toEqual([{ skip: 20_000 }, { skip: 80_000 }]);
    expect(rows.row(80_040)?.id).toBe("r80040");
  });

  it("corrects its length at the end when the count stopped early", async () => {
    const list = server(250, 120);
    const rows = new RowWindow(list.load);
    rows.ensure(0, 40);
    await settle();
    expect(rows.count).toEqual({ n: 120, atLeast: true });
    for (const from of [80, 160]) {
      rows.ensure(from, from + 52);
      await settle();
    }
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
