import { afterEach, expect, it } from "vitest";
import { closeToast, liveToasts, subscribeToasts, toast } from "./toast-store.ts";

afterEach(() => {
  for (const one of liveToasts()) closeToast(one.id);
});

it("gives undo ten seconds, plain words five, and lets errors stay", () => {
  toast({ text: "moved", undo() {} });
  toast({ text: "copied" });
  toast({ text: "not saved", error: true, undo() {} });
  expect(liveToasts().map((one) => one.life)).toEqual([10_000, 5_000, undefined]);
});

it("keeps three at most and replaces by id", () => {
  for (const text of ["a", "b", "c", "d"]) toast({ text, id: text });
  toast({ text: "c again", id: "c" });
  expect(liveToasts().map((one) => one.text)).toEqual(["b", "d", "c again"]);
});

it("tells listeners of every change and of no other", () => {
  let heard = 0;
  const stop = subscribeToasts(() => {
    heard += 1;
  });
  const id = toast({ text: "a" });
  closeToast(id);
  closeToast(id);
  stop();
  toast({ text: "b" });
  expect(heard).toBe(2);
});
