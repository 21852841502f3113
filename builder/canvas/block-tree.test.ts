import { describe, expect, test } from "vitest";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { Document } from "#shared/metadata/document.ts";
import { addBlock, moveBlock, removeBlock } from "./block-commands.ts";
import { blockPath, isWithin, mayStand, placedBlocks, placeFor, stepFrom } from "./block-tree.ts";

const body: BlockDoc[] = [
  { id: "s1", block: "section", children: [{ id: "a", block: "field", field: "name" }, { id: "b", block: "field", field: "amount" }] },
  { id: "t", block: "tabs", children: [{ id: "t1", block: "tab", children: [{ id: "c", block: "field", field: "note" }] }] },
];
const form: Document = { kind: "form", name: "f", object: "o", body };
const order = (document: Document): string => (document.kind === "form" ? [...placedBlocks(document.body ?? [])].map(({ block, place }) => `${place.holder ?? "."}/${block.id}`).join(" ") : "");

describe("blocks", () => {
  test("paths go by identity", () => {
    expect(blockPath(body, "c")).toEqual(["body", "t", "children", "t1", "children", "c"]);
    expect(isWithin(body, "c", "t")).toBe(true);
    expect(isWithin(body, "c", "s1")).toBe(false);
  });

  test.each([
    ["field", { holder: "s1", index: 0 }, true],
    ["field", { holder: "t", index: 0 }, false],
    ["tab", { holder: "t", index: 1 }, true],
    ["tab", { holder: null, index: 0 }, false],
    ["timeline", { holder: null, index: 0 }, false],
    ["nothing", { holder: null, index: 0 }, false],
  ])("%s may stand at %o: %s", (word, place, expected) => {
    expect(mayStand(body, word, place, "form")).toBe(expected);
  });

  test("nothing moves into itself", () => {
    expect(mayStand(body, "tabs", { holder: "t1", index: 0 }, "form", "t")).toBe(false);
  });

  test("a new block goes where the chosen one is, else where it fits", () => {
    expect(placeFor(body, "field", "a", "form")).toEqual({ holder: "s1", index: 1 });
    expect(placeFor(body, "field", "s1", "form")).toEqual({ holder: "s1", index: 2 });
    expect(placeFor(body, "field", null, "form")).toEqual({ holder: "t1", index: 1 });
    expect(placeFor(body, "tab", "c", "form")).toEqual({ holder: "t", index: 1 });
    expect(placeFor([], "section", null, "form")).toEqual({ holder: null, index: 0 });
    expect(placeFor(body, "timeline", null, "form")).toBeNull();
  });

  test("moving by keyboard crosses the borders of sections", () => {
    const move = (document: Document, id: string, down: boolean): Document => {
      if (document.kind !== "form") throw new Error("no form");
      const place = stepFrom(document.body ?? [], id, down, "form");
      const command = place && moveBlock(document.body ?? [], id, place);
      return command?.canRun(document) ? command.run(document) : document;
    };
    expect(order(move(form, "a", true))).toBe("./s1 s1/b s1/a ./t t/t1 t1/c");
    expect(order(move(form, "b", true))).toBe("./s1 s1/a ./b ./t t/t1 t1/c");
    expect(order(move(move(form, "b", true), "b", false))).toBe("./s1 s1/a s1/b ./t t/t1 t1/c");
    expect(order(move(form, "s1", true))).toBe("./t t/t1 t1/c ./s1 s1/a s1/b");
    expect(order(move(form, "t1", true))).toBe(order(form));
  });

  test("commands take back exactly what they did", () => {
    const commands = [addBlock(body, { id: "n", block: "field", field: "x" }, { holder: "t1", index: 0 }), moveBlock(body, "a", { holder: "t1", index: 1 }), moveBlock(body, "b", { holder: "s1", index: 0 }), removeBlock(body, "t")];
    for (const command of commands) {
      if (!command) throw new Error("no command");
      expect(command.canRun(form)).toBe(true);
      expect(command.undo(command.run(form), form)).toEqual(form);
    }
  });
});
