import { expect, test } from "vitest";
import { findJob, newJob } from "#server/metadata/jobs.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { onEachServer, type Client } from "#tests/support/server.ts";

const NO_WAIT = { prefer: "return=minimal, respond-async; wait=0" };
const thing = (fields: object[] = []): object => ({ kind: "object", name: "thing", label: { en: "Thing" }, title: "name", fields: [{ name: "name", type: "text", label: { en: "Name" } }, ...fields] });

async function finished(client: Client, path: string): Promise<Record<string, unknown>> {
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const { json } = await client.get(path);
    if (json.state !== "running") return json;
  }
  throw new Error("it does not end");
}

onEachServer("a publish that nobody waits for", (server, dialect, start) => {
  test("answers a job at once, which tells the release, from any process", async () => {
    const { client, path } = await server().workspace("jobs");
    await client.put(path("draft", "object", "thing"), thing(), { "if-none-match": "*" });
    const answer = await client.post(path("releases"), { message: "m" }, NO_WAIT);
    expect([answer.status, answer.json]).toEqual([202, { job: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    expect(answer.headers.get("location")).toBe(path("releases", "jobs", answer.json.job));
    expect(answer.headers.get("preference-applied")).toBe("respond-async");
    expect(await finished(client, path("releases", "jobs", answer.json.job))).toEqual({ id: answer.json.job, state: "done", release: 2, plan: expect.any(Object), diagnostics: [] });
    expect((await client.get(path("releases", "2"))).json).toMatchObject({ message: "m" });
    expect((await client.get(path("records", "thing"))).status).toBe(200);
    if (dialect === "postgres") {
      const beside = await start();
      expect((await (await beside.admin()).get(path("releases", "jobs", answer.json.job))).json).toMatchObject({ state: "done", release: 2 });
      await beside.stop();
    }
  });

  test("tells why it was refused; a dry run is answered at once", async () => {
    const { client, path } = await server().workspace("jobs-refused");
    await client.put(path("draft", "object", "thing"), thing([{ name: "at", type: "lookup", to: ["nothing"], label: { en: "At" } }]), { "if-none-match": "*" });
    const { json } = await client.post(path("releases"), {}, NO_WAIT);
    const job = await finished(client, path("releases", "jobs", json.job));
    expect(job).toMatchObject({ state: "failed", problem: { status: 422, errors: [{ rule: "unknown_object", message: expect.any(String) }], diagnostics: [{ code: "unknown_object" }] } });
    expect((await client.post(`${path("releases")}?dryRun=true`, {}, NO_WAIT)).status).toBe(200);
    expect((await client.get(path("releases", "jobs", "nothing"))).status).toBe(404);
    expect((await client.post(path("releases"), { messages: 1 }, NO_WAIT)).status).toBe(400);
  });
});

onEachDatabase("jobs", (open) => {
  test("whose process has ended count as lost", async () => {
    const store = await open();
    const { id } = await newJob(store);
    const later = (seconds: number): Date => new Date(Date.now() + seconds * 1000);
    expect(await findJob(store, id)).toEqual({ state: "running" });
    expect(await findJob(store, id, later(29))).toEqual({ state: "running" });
    expect(await findJob(store, id, later(40))).toEqual({ state: "lost" });
    const other = await newJob(store);
    await other.run(async () => ({ state: "done", answer: { release: 3 } }));
    expect(await findJob(store, other.id, later(86_000))).toEqual({ state: "done", answer: { release: 3 } });
    const broken = await newJob(store);
    await expect(broken.run(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await findJob(store, "none")).toBeNull();
  });
});
