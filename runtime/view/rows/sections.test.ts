import { describe, expect, it } from "vitest";
import { RowWindow } from "./row-window.ts";
import { Lines, type Group, type Section } from "./sections.ts";
import { lastOfMonth } from "./group-where.ts";

async function filled(prefix: string, length: number): Promise<RowWindow> {
  const rows = new RowWindow(async () => ({ records: Array.from({ length }, (_, at) => ({ id: `${prefix}${at}`, revision: 1 })), cursor: null }));
  rows.ensure(0, length);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  return rows;
}

const group = (key: string, count: number): Group => ({ key, value: key, title: null, count, sums: {} });

describe("Lines", () => {
  it("places heads and rows one after another, closed groups by their head only", async () => {
    const sections: Section[] = [
      { group: group("a", 2), isOpen: true, window: await filled("a", 2) },
      { group: group("b", 9), isOpen: false, window: null },
      { group: group("c", 1), isOpen: true, window: await filled("c", 1) },
    ];
    const lines = new Lines(sections);
    const shown = Array.from({ length: lines.total }, (_, at) => {
      const line = lines.at(at);
      return line?.kind === "group" ? line.section.group.key : line?.record?.id;
    });
    expect(shown).toEqual(["a", "a0", "a1", "b", "c", "c0"]);
    expect(lines.lineOf("c0")).toBe(5);
    expect(lines.at(6)).toBeNull();
    expect(lines.at(-1)).toBeNull();
  });

  it("keeps the place of a group that is on its way", () => {
    const sections: Section[] = [{ group: group("a", 40), isOpen: true, window: new RowWindow(() => new Promise(() => undefined)) }];
    expect(new Lines(sections).total).toBe(41);
  });
});

describe("lastOfMonth", () => {
  it("knows the length of months", () => {
    expect(["2026-02-01", "2028-02-01", "2026-12-01", "2026-11-01"].map(lastOfMonth)).toEqual(["2026-02-28", "2028-02-29", "2026-12-31", "2026-11-30"]);
  });
});
