import { expect, test } from "vitest";
import { compileRights } from "#server/access/compile.ts";
import { newId } from "#shared/lib/id.ts";
import type { Operation } from "#server/records/port.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { NOW, openOffice, refusal, type Office } from "./records-world.ts";

const ROOT = "00000000-0000-7000-8000-00000000000a";
const lookup = (name: string, to: string, where: object, more: object = {}): object => ({ name, type: "lookup", to: [to], where, label: { en: name, "zh-CN": name }, ...more });

/** Lookups that offer only some records. */
const PROJECT = {
  kind: "object", name: "project", label: { en: "Project" }, plural: { en: "Projects" }, title: "name",
  fields: [
    { name: "name", type: "text", label: { en: "Name" } },
    lookup("active_firm", "firm", { field: "active", op: "eq", value: true }),
    lookup("own_firm", "firm", { field: "owner_id", op: "eq", value: { formula: "ME()" } }),
    lookup("contact", "person", { or: [{ field: "firm.grade", op: "eq", value: "a" }, { field: "firm.parent.grade", op: "eq", value: "a" }] }),
    lookup("with_people", "firm", { and: [{ field: "contacts", op: "isNotEmpty" }, { not: { field: "name", op: "contains", value: "GONE" } }] }),
    lookup("below", "person", { field: "firm", op: "under", value: ROOT }),
    { name: "partners", type: "many_to_many", to: ["firm"], where: { field: "secret", op: "eq", value: "in" }, label: { en: "Partners" } },
  ],
};
const ROLE = { kind: "role", name: "planner", label: { en: "Planner" }, objects: { project: { create: true, read: true, update: true }, firm: { read: true, fields: { secret: "hidden" } } } };

async function open(store: Parameters<typeof openOffice>[0]): Promise<Office & { firm(values: object): Promise<string> }> {
  const office = await openOffice(store, [PROJECT, ROLE]);
  return { ...office, firm: async (values) => String((await office.writes.create(office.admin, "firm", { name: "F", ...values }))["id"]) };
}

onEachDatabase("a lookup's where", (store) => {
  test("holds for what is newly named, at the field, whichever way it comes", async () => {
    const { writes, admin, firm } = await open(await store());
    const [active, idle] = [await firm({ active: true }), await firm({})];
    const project = await writes.create(admin, "project", { name: "P", active_firm: active });
    const id = String(project["id"]);
    expect((await refusal(writes.create(admin, "project", { active_firm: idle }))).problems).toEqual([{ path: "/active_firm", rule: "reference", params: { field: "active_firm", context: "where" } }]);
    expect((await refusal(writes.createMany(admin, "project", [{ active_firm: active }, { active_firm: idle }]))).brief).toEqual(["422 /1/active_firm reference where"]);
    expect((await refusal(writes.update(admin, "project", id, { active_firm: idle }))).brief).toEqual(["422 /active_firm reference where"]);
    expect((await writes.evaluate(admin, "project", { active_firm: idle })).errors).toMatchObject([{ path: "/active_firm", params: { context: "where" } }]);
    // A record that is not there is told of once, and as that.
    expect((await refusal(writes.create(admin, "project", { active_firm: newId() }))).brief).toEqual(["422 /active_firm reference"]);
  });

  test("leaves alone what a record already names", async () => {
    const { writes, admin, firm } = await open(await store());
    const active = await firm({ active: true });
    const project = await writes.create(admin, "project", { name: "P", active_firm: active });
    await writes.update(admin, "firm", active, { active: false });
    expect(await writes.update(admin, "project", String(project["id"]), { name: "Q", active_firm: active })).toMatchObject({ name: "Q", active_firm: active, revision: 2 });
  });

  test("knows who asks, follows paths, looks at lines, climbs trees", async () => {
    const { writes, admin, firm, ida, store: opened } = await open(await store());
    const mine = await firm({});
    const hers = await firm({ owner_id: ida.id });
    expect((await refusal(writes.create(admin, "project", { own_firm: hers }))).brief).toEqual(["422 /own_firm reference where"]);
    await writes.create(admin, "project", { own_firm: mine });

    const top = await firm({ grade: "a" });
    const sub = await firm({ parent: top });
    const person = async (at: string): Promise<string> => String((await writes.create(admin, "person", { name: "N", firm: at }))["id"]);
    await writes.create(admin, "project", { contact: await person(top) });
    const below = await person(sub);
    await writes.create(admin, "project", { contact: below });
    expect((await refusal(writes.create(admin, "project", { contact: await person(mine) }))).brief).toEqual(["422 /contact reference where"]);

    await writes.create(admin, "project", { with_people: mine });
    expect((await refusal(writes.create(admin, "project", { with_people: hers }))).brief).toEqual(["422 /with_people reference where"]);
    expect((await refusal(writes.create(admin, "project", { with_people: await firm({ name: "gone west", contacts: [{ name: "X" }] }) }))).brief).toEqual(["422 /with_people reference where"]);

    expect((await refusal(writes.create(admin, "project", { below }))).brief).toEqual(["422 /below reference where"]);
    await opened.exclusive((tx) => writes.load(tx, "firm", [{ id: ROOT, createdAt: NOW.toISOString(), createdBy: null, values: { name: "Root" } }]));
    await writes.update(admin, "firm", top, { parent: ROOT });
    await writes.create(admin, "project", { below });
  });

  test("is the object's rule: what the viewer may not read of it counts all the same", async () => {
    const { writes, admin, firm, model } = await open(await store());
    const planner = { id: admin.id, roles: ["planner"], rights: compileRights(model)(["planner"]), language: "en" as const };
    const [inside, outside] = [await firm({ secret: "in" }), await firm({ secret: "out" })];
    expect(await writes.create(planner, "project", { partners: [inside] })).toMatchObject({ partners: [inside] });
    expect((await refusal(writes.create(planner, "project", { partners: [inside, outside] }))).brief).toEqual(["422 /partners reference where"]);
  });

  test("sees what the same request has made", async () => {
    const { writes, admin } = await open(await store());
    const operations = (active: boolean): Operation[] => [
      { op: "create", object: "firm", ref: "f", data: { name: "New", active } },
      { op: "create", object: "project", data: { name: "P", active_firm: { $ref: "f" } } },
    ];
    expect((await writes.batch(admin, "all", operations(true))).results.map(({ status }) => status)).toEqual([201, 201]);
    expect((await refusal(writes.batch(admin, "all", operations(false)))).status).toBe(422);
  });
});
