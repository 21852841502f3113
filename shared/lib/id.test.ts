import { expect, test } from "vitest";
import { isId, newId } from "./id.ts";

test("ids are UUIDv7, sorted as made, never twice", () => {
  const ids = Array.from({ length: 20_000 }, () => newId());
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids.slice(0, 500)) {
    expect(isId(id)).toBe(true);
    expect(id[14]).toBe("7");
    expect("89ab").toContain(id[19]);
  }
});

test("an id tells when it was made", () => {
  const now = Date.now() + 100_000;
  expect(Number.parseInt(newId(now).replaceAll("-", "").slice(0, 12), 16)).toBe(now);
});
