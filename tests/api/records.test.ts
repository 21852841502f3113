import { expect, test } from "vitest";
import { onEachDatabase } from "#tests/support/databases.ts";
import { openOffice, refusal } from "./records-world.ts";

onEachDatabase("creating and changing", (open) => {
  test("a record comes back as it is read", async () => {
    const { writes, reads, admin, rows, ida } = await openOffice(await open());
    const friend = await writes.create(admin, "firm", { name: "Friend" });
    const firm = await writes.create(admin, "firm", {
      name: "  Hengchuan ", code: "HC01", credit: "1200.5", rate: "0.125", score: 7, active: true, since: "2026-11-24", seen: "2026-11-24T08:30:00Z",
      words: ["a", "b", "a"], friends: [friend["id"] ?? null], people: [ida.id], parent: friend["id"] ?? null, extra: { deep: [1, "2"] }, secret: "",
    });
    expect(firm).toMatchObject({
      name: "Hengchuan", code: "HC01", credit: "1200.50", rate: "0.125", score: 7, active: true, since: "2026-11-24", seen: "2026-11-24T08:30:00.000Z",
      words: ["a", "b"], friends: [friend["id"]], friends$title: ["Friend"], people: [ida.id], parent: friend["id"], parent$title: "Friend", extra: { deep: [1, "2"] },
      secret: null, grade: "b", revision: 1, owner_id: admin.id, created_by: admin.id, created_at: "2026-11-24T08:30:00.000Z",
    });
    expect(await reads.get(admin, "firm", String(firm["id"]))).toEqual(firm);
    expect(await rows("select action, changes from main._history where record = ?", [String(firm["id"])])).toEqual([["create", "{}"]]);
    expect(await rows("select type, object from main._event where record = ?", [String(firm["id"])])).toEqual([["record.created", "firm"]]);
    expect(await rows("select field, from_value, to_value from main._transition where record = ?", [String(firm["id"])])).toEqual([["grade", null, "b"]]);
  });

  test("a change keeps what it was, once", async () => {
    const { writes, admin, rows } = await openOffice(await open());
    const firm = await writes.create(admin, "firm", { name: "A", credit: "1", words: ["x"] });
    const id = String(firm["id"]);
    const changed = await writes.update(admin, "firm", id, { credit: "2.00", words: null, grade: "a", name: "A", $reason: "asked" });
    expect(changed).toMatchObject({ credit: "2.00", words: null, grade: "a", revision: 2 });
    const [entry] = await rows("select changes, via, release from main._history where record = ? and action = 'update'", [id]);
    expect(JSON.parse(String(entry?.[0]))).toEqual({ credit: ["1.00", "2.00"], words: [["x"], null], grade: ["b", "a"], $reason: [null, "asked"] });
    expect([entry?.[1], Number(entry?.[2])]).toEqual(["api", 3]);
    expect((await rows("select to_value from main._transition where record = ? order by id", [id])).flat()).toEqual(["b", "a"]);
    // Nothing changed: no revision, no entry, no event.
    expect(await writes.update(admin, "firm", id, { credit: "2" })).toMatchObject({ revision: 2 });
    expect(await rows("select id from main._history where record = ?", [id])).toHaveLength(2);
  });

  test("what comes back unchanged is fine, what nobody sets is refused", async () => {
    const { writes, admin } = await openOffice(await open());
    const parent = await writes.create(admin, "firm", { name: "P" });
    const bill = await writes.create(admin, "bill", { firm: parent["id"] ?? null, coin: "USD", total: "5" });
    expect(bill).toMatchObject({ total$currency: "USD", number: "B-202611-001", firm$title: "P", record_type: "plain" });
    const id = String(bill["id"]);
    expect(await writes.update(admin, "bill", id, { ...bill, total: "6" })).toMatchObject({ total: "6.00", revision: 2 });
    expect((await refusal(writes.update(admin, "bill", id, { number: "B-1" }))).brief).toEqual(["422 /number read_only"]);
    expect((await refusal(writes.update(admin, "bill", id, { revision: 9, created_by: null, firm$title: "Q", total$currency: "EUR" }))).brief.sort()).toEqual([
      "422 /created_by read_only", "422 /firm$title read_only", "422 /revision read_only", "422 /total$currency read_only",
    ]);
    expect((await refusal(writes.create(admin, "bill", { id: bill["id"] ?? null }))).brief).toEqual(["422 /id read_only"]);
  });

  test("values are told wrong one by one, at their place", async () => {
    const { writes, admin, rows } = await openOffice(await open());
    const firm = { name: "n".repeat(41), code: "x", credit: "1.234", score: "7", grade: "z", since: "24.11.2026", parent: "no", rate: 1.5, friends: ["00000000-0000-7000-8000-000000000000"] };
    expect((await refusal(writes.create(admin, "firm", firm))).brief.sort()).toEqual([
      "422 /code pattern", "422 /credit scale", "422 /friends reference", "422 /grade option", "422 /name length", "422 /parent reference", "422 /rate type decimal", "422 /score type integer", "422 /since type date",
    ]);
    expect((await refusal(writes.create(admin, "firm", { credit: "1000000.01" }))).problems).toMatchObject([
      { path: "/credit", rule: "range", params: { field: "Credit", min: "0", max: "1000000", context: "between" } }, { path: "/name", rule: "required", params: { field: "Name" } },
    ]);
    expect((await refusal(writes.create(admin, "firm", { name: "x", grade: "old" }))).brief).toEqual(["422 /grade option inactive"]);
    expect((await refusal(writes.create(admin, "bill", { record_type: "urgent" }))).brief).toEqual(["422 /note required"]);
    expect(await writes.create(admin, "bill", { record_type: "urgent", note: "now" })).toMatchObject({ stage: "sent" });
    expect((await refusal(writes.create(admin, "firm", { nope: 1 }))).brief).toEqual(["400 /nope unknown_field"]);
    expect(await rows("select count(*) from main._history where object = 'firm'")).toEqual([[expect.toSatisfy((n) => Number(n) === 0)]]);
  });

  test("money is exact up to eighteen digits", async () => {
    const { writes, admin } = await openOffice(await open());
    for (const total of ["9999999999999999.99", "-9999999999999999.99", "0.01", "9007199254740993.07"]) {
      expect((await writes.create(admin, "bill", { total }))["total"]).toBe(total);
    }
    expect((await refusal(writes.create(admin, "bill", { total: "10000000000000000.00" }))).brief).toEqual(["422 /total range digits"]);
  });

  test("a stale write answers both versions", async () => {
    const { writes, admin, tom } = await openOffice(await open());
    const firm = await writes.create(tom, "firm", { name: "One", words: ["x"] });
    const id = String(firm["id"]);
    await writes.update(admin, "firm", id, { name: "Two", secret: "s1", score: 5 }, { revision: 1 });
    await writes.update(admin, "firm", id, { secret: "s2", words: ["y"] });
    const stale = await refusal(writes.update(tom, "firm", id, { name: "Three" }, { revision: 2 }));
    expect(stale.status).toBe(412);
    expect(stale.extra["current"]).toMatchObject({ revision: 3, name: "Two", words: ["y"], score: null });
    expect(stale.extra["base"]).toMatchObject({ revision: 2, name: "Two", words: ["x"], updated_by: admin.id, score: null });
    expect(JSON.stringify(stale.extra)).not.toContain("s1");
    expect((await refusal(writes.update(tom, "firm", id, { name: "Three" }, { revision: 1 }))).extra["base"]).toMatchObject({ revision: 1, name: "One" });
    expect((await refusal(writes.remove(tom, "firm", id, { revision: 9 }))).extra["base"]).toBeNull();
  });

  test("unique values, also within one request", async () => {
    const { writes, admin } = await openOffice(await open());
    const firm = await writes.create(admin, "firm", { name: "A", code: "AA01" });
    expect((await refusal(writes.create(admin, "firm", { name: "B", code: "AA01" }))).brief).toEqual(["409 /code unique"]);
    expect((await refusal(writes.createMany(admin, "firm", [{ name: "B", code: "BB01" }, { name: "C", code: "BB01" }, { name: "D", code: "AA01" }]))).brief).toEqual(["409 /1/code unique", "409 /2/code unique"]);
    const other = await writes.create(admin, "firm", { name: "B", code: "BB01" });
    expect((await refusal(writes.update(admin, "firm", String(other["id"]), { code: "AA01" }))).brief).toEqual(["409 /code unique"]);
    await writes.create(admin, "person", { name: "P", firm: firm["id"] ?? null, email: "p@example.com" });
    await writes.create(admin, "person", { name: "P", firm: other["id"] ?? null, email: "p@example.com" });
    await writes.create(admin, "person", { name: "P", email: "p@example.com" });
    expect((await refusal(writes.create(admin, "person", { name: "P", firm: firm["id"] ?? null, email: "p@example.com" }))).brief).toEqual(["409 /email unique"]);
    expect((await refusal(writes.create(admin, "person", { firm: firm["id"] ?? null, email: "p@example.com" }))).status).toBe(422);
  });

  test("writers of the same unique value: one is first", async () => {
    const { writes, admin } = await openOffice(await open());
    const answers = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => writes.create(admin, "firm", { name: `N${i}`, code: "ZZ99" })));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) if (answer.status === "rejected") expect(await refusal(Promise.reject(answer.reason as Error))).toMatchObject({ status: 409, problems: [{ path: "/code", rule: "unique" }] });
  });

  test("no record stands below itself", async () => {
    const { writes, admin, rows, ida, tom } = await openOffice(await open());
    const a = String((await writes.create(admin, "firm", { name: "A" }))["id"]);
    const b = String((await writes.create(admin, "firm", { name: "B", parent: a }))["id"]);
    const c = String((await writes.create(admin, "firm", { name: "C", parent: b }))["id"]);
    expect((await refusal(writes.update(admin, "firm", a, { parent: c }))).brief).toEqual(["422 /parent reference circle"]);
    expect((await refusal(writes.update(admin, "firm", a, { parent: a }))).brief).toEqual(["422 /parent reference circle"]);
    await writes.update(admin, "firm", c, { parent: a });
    expect((await refusal(writes.update(admin, "user", String(ida.id), { manager: tom.id }))).brief).toEqual(["422 /manager reference circle"]);
    const both = await Promise.allSettled([writes.update(admin, "firm", b, { parent: c }), writes.update(admin, "firm", c, { parent: b })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await rows("select count(*) from main._user_tree")).toEqual([[expect.toSatisfy((n) => Number(n) === 6)]]);
  });

  test("the tree of people follows their managers", async () => {
    const { writes, admin, rows, ida, tom, zoe } = await openOffice(await open());
    const tree = async (): Promise<string[]> => {
      const names = new Map([[ida.id, "ida"], [tom.id, "tom"], [zoe.id, "zoe"]]);
      const pairs = await rows("select ancestor, descendant from main._user_tree where ancestor <> descendant");
      return pairs.map(([a, d]) => `${names.get(String(a)) ?? "new"}>${names.get(String(d)) ?? "new"}`).sort();
    };
    const fresh = await writes.create(admin, "user", { name: "New", manager: tom.id });
    expect(await tree()).toEqual(["ida>new", "ida>tom", "tom>new"]);
    await writes.update(admin, "user", String(tom.id), { manager: zoe.id });
    expect(await tree()).toEqual(["tom>new", "zoe>new", "zoe>tom"]);
    await writes.update(admin, "user", String(zoe.id), { manager: ida.id });
    expect(await tree()).toEqual(["ida>new", "ida>tom", "ida>zoe", "tom>new", "zoe>new", "zoe>tom"]);
    await writes.remove(admin, "user", String(tom.id));
    expect(await tree()).toEqual(["ida>zoe"]);
    await writes.restore(admin, "user", String(tom.id));
    expect(await tree()).toEqual(["ida>new", "ida>tom", "ida>zoe", "tom>new", "zoe>new", "zoe>tom"]);
    await writes.update(admin, "user", String(fresh["id"]), { manager: null });
    expect(await tree()).toEqual(["ida>tom", "ida>zoe", "zoe>tom"]);
  });

  test("numbers count on within their month, in the workspace's zone, without gaps", async () => {
    const office = await openOffice(await open());
    const { writes, admin } = office;
    const number = async (): Promise<unknown> => (await writes.create(admin, "bill", {}))["number"];
    expect(await number()).toBe("B-202611-001");
    await expect(writes.create(admin, "bill", { coin: "??" })).rejects.toThrow();
    expect(await number()).toBe("B-202611-002");
    office.setClock(new Date("2026-11-30T17:00:00.000Z")); // already December in Shanghai
    expect(await number()).toBe("B-202612-001");
    const many = await writes.createMany(admin, "bill", [{}, {}, {}]);
    expect(many.map((bill) => bill["number"])).toEqual(["B-202612-002", "B-202612-003", "B-202612-004"]);
    const together = await Promise.all(Array.from({ length: 6 }, () => number()));
    expect([...together].sort()).toEqual(["B-202612-005", "B-202612-006", "B-202612-007", "B-202612-008", "B-202612-009", "B-202612-010"]);
  });

  test("a repeated key answers as the first time", async () => {
    const office = await openOffice(await open());
    const { writes, admin, tom, rows } = office;
    const key = (body: string): { idempotency: { key: string; bodyHash: string } } => ({ idempotency: { key: "k", bodyHash: body } });
    const first = await writes.create(admin, "firm", { name: "A" }, key("1"));
    expect(JSON.stringify(await writes.create(admin, "firm", { name: "A" }, key("1")))).toBe(JSON.stringify(first));
    expect((await refusal(writes.create(admin, "firm", { name: "B" }, key("2")))).brief).toEqual(["422  idempotency_key"]);
    await writes.create(tom, "firm", { name: "T" }, key("3"));
    const same = await Promise.all([1, 2, 3].map(() => writes.create(admin, "firm", { name: "C" }, { idempotency: { key: "c", bodyHash: "c" } })));
    expect(new Set(same.map((firm) => firm["id"])).size).toBe(1);
    await expect(writes.create(admin, "firm", {}, { idempotency: { key: "bad", bodyHash: "x" } })).rejects.toThrow();
    await writes.create(admin, "firm", { name: "D" }, { idempotency: { key: "bad", bodyHash: "y" } });
    office.setClock(new Date("2026-11-25T08:30:00.001Z"));
    expect((await writes.create(admin, "firm", { name: "A" }, key("9")))["id"]).not.toBe(first["id"]);
    expect(await rows("select count(*) from main.firm")).toEqual([[expect.toSatisfy((n) => Number(n) === 5)]]);
  });

  test("many at once, all or nothing", async () => {
    const { writes, reads, admin, rows, store } = await openOffice(await open());
    const firm = await writes.create(admin, "firm", { name: "F" });
    const bodies = Array.from({ length: 700 }, (_, i) => ({ name: `P${i}`, firm: firm["id"] ?? null, email: `p${i}@example.com` }));
    expect((await refusal(writes.createMany(admin, "person", [...bodies, { email: "x" }]))).brief.sort()).toEqual(["422 /700/email type email", "422 /700/name required"]);
    expect(await rows("select count(*) from main.person")).toEqual([[expect.toSatisfy((n) => Number(n) === 0)]]);
    const made = await writes.createMany(admin, "person", bodies);
    expect(made).toHaveLength(700);
    expect(await reads.get(admin, "person", String(made[699]?.["id"]))).toEqual(made[699]);
    const places = await store.reader.all(`select "firm$pos" from main.person order by n`);
    expect(places.map(([pos]) => Number(pos))).toEqual(Array.from({ length: 700 }, (_, i) => i));
  });
});
