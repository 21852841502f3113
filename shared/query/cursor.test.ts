import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

test("a cursor brings its position back, for the sort it was made for", () => {
  const position = { keys: ["张三", null, -5, true], n: 42 };
  const text = encodeCursor("item:name", position);
  expect(text).toMatch(/^[\w-]+$/);
  expect(decodeCursor(text, "item:name", 4)).toEqual(position);
  expect(decodeCursor(text, "item:-name", 4)).toBeNull();
  expect(decodeCursor(text, "item:name", 3)).toBeNull();
});

test("anything else is no cursor", () => {
  for (const text of ["", "x", "%%%", btoa("[]"), btoa('["s",[{}],1]'), btoa('["s",["a"],1.5]'), btoa('["s",["a"],"1"]'), btoa('{"a":1}')]) expect(decodeCursor(text, "s", 1)).toBeNull();
});
