import { describe, expect, it } from "vitest";
import type { RoleDoc } from "#shared/metadata/role.ts";
import { compileRights } from "./compile.ts";

// Documents as JSON brings them.
const role = (name: string, rest: object): RoleDoc => ({ kind: "role", name, ...rest });
const rights = compileRights({
  release: 1,
  roles: new Map(
    [
      role("seller", { objects: { deal: { create: true, read: ["own_and_below", "own"], update: "own", delete: false, fields: { cost: "hidden", margin: "masked" } } } }),
      role("controller", { objects: { deal: { read: true, fields: { cost: "read", margin: "hidden" } } } }),
      role("builder", { builder: true }),
      role("mute", { objects: { deal: { delete: false, fields: {} } } }),
    ].map((doc) => [doc.name, doc]),
  ),
});

describe("rights of role sets", () => {
  it("gives the same rights for the same set in any order", () => {
    expect(rights(["seller", "controller"])).toBe(rights(["controller", "seller", "seller"]));
    expect(rights(["seller"]).key).not.toBe(rights(["controller"]).key);
  });

  it("adds up grants: policies unite, field rights take the strongest", () => {
    const seller = rights(["seller"]).object("deal");
    expect([...seller.policy("read")]).toEqual(["own", "own_and_below"]);
    expect([...seller.policy("delete")]).toEqual([]);
    expect(seller.field("cost")).toBe("hidden");
    expect(seller.field("name")).toBe("write");
    const both = rights(["seller", "controller"]).object("deal");
    expect([...both.policy("read")]).toEqual(["all"]);
    expect([...both.policy("update")]).toEqual(["own"]);
    expect(both.field("cost")).toBe("read");
    expect(both.field("margin")).toBe("masked");
  });

  it("gives nothing for unknown roles, unknown objects, prototype names", () => {
    expect([...rights(["ghost"]).object("deal").policy("read")]).toEqual([]);
    expect([...rights(["seller"]).object("other").policy("read")]).toEqual([]);
    expect([...rights(["seller"]).object("constructor").policy("read")]).toEqual([]);
    expect(rights(["constructor"]).builder).toBe(false);
  });

  it("does not let a role without any grant on an object widen its fields", () => {
    expect(rights(["seller", "mute"]).object("deal").field("cost")).toBe("hidden");
  });

  it("has the administrator built in", () => {
    const all = rights(["seller", "administrator"]);
    expect(all.administrator && all.builder).toBe(true);
    expect([...all.object("anything").policy("transfer")]).toEqual(["all"]);
    expect(all.object("deal").field("cost")).toBe("write");
    expect(rights(["builder"]).builder).toBe(true);
    expect(rights(["builder"]).administrator).toBe(false);
  });
});
