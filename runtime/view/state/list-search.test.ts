import { describe, expect, it } from "vitest";
import type { ViewDoc } from "#shared/metadata/view.ts";
import { documentOf, listState, parseListSearch, searchOf, sortKeys, sortText } from "./list-search.ts";

const view: ViewDoc = {
  kind: "view", name: "open", object: "thing", type: "table", columns: ["name", "amount"], sort: "-amount",
  where: { and: [{ field: "state", op: "eq", value: "open" }, { or: [{ field: "a", op: "isEmpty" }, { field: "b", op: "isEmpty" }] }] },
};

describe("listState", () => {
  it("is the view where the address says nothing", () => {
    const state = listState(view, {});
    expect(state.isChanged).toBe(false);
    expect(state.filters).toHaveLength(2);
    expect(searchOf(state, undefined)).toEqual({});
  });

  it("holds what the address changes, and only that goes back into the address", () => {
    const search = parseListSearch({ view: "open", sort: "name", filters: [{ field: "state", op: "eq", value: "won" }], q: "x" });
    const state = listState(view, search);
    expect(state).toMatchObject({ sort: "name", groupBy: "", q: "x", isChanged: true });
    expect(searchOf(state, "open")).toEqual(search);
  });

  it("can take away what the view has", () => {
    const state = listState({ ...view, groupBy: "state" }, parseListSearch({ group: "", filters: [] }));
    expect(state).toMatchObject({ groupBy: "", filters: [], isChanged: true });
  });

  it("is saved as a view that shows the same", () => {
    const state = listState(view, { sort: "name", group: "state" });
    const saved = documentOf(state, "mine", "Mine");
    const again = listState(saved, {});
    expect({ ...again, view: null, isChanged: null }).toEqual({ ...state, view: null, isChanged: null });
    expect(again.isChanged).toBe(false);
  });
});

describe("parseListSearch", () => {
  it("leaves out what makes no sense", () => {
    expect(parseListSearch({ filters: [{ nonsense: 1 }, { field: "a", op: "eq", value: 1 }, { not: { field: "a" } }], sort: ["x"], other: "y" })).toEqual({ filters: [{ field: "a", op: "eq", value: 1 }] });
  });
});

describe("sortKeys", () => {
  it("reads and writes the same text", () => {
    for (const text of ["", "name", "-amount,name", "account.name,-created_at"]) expect(sortText(sortKeys(text))).toBe(text);
  });
});
