import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { onEachServer, type Answer } from "#tests/support/server.ts";

/** Sends bytes as they are: `fetch` would mend or refuse them. Answers the status line. */
function bytes(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = "";
    socket.on("data", (part) => {
      answer += String(part);
      if (answer.includes("\r\n")) socket.end();
    });
    socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
    socket.on("error", reject);
  });
}

function expectProblem(answer: Answer, status: number, rule?: string): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(answer.json).toMatchObject({ type: expect.any(String), title: expect.any(String), status, detail: expect.any(String), errors: expect.any(Array) });
  if (rule !== undefined) expect(answer.json.errors[0]?.rule).toBe(rule);
}

onEachServer("the HTTP face", (server) => {
  test("every door but the open ones answers 401 to who is not signed in", async () => {
    const visitor = server().visitor();
    for (const [method, path] of [
      ["GET", "/api/me"], ["PATCH", "/api/me"], ["GET", "/api/workspaces"], ["POST", "/api/workspaces"], ["GET", "/api/auth/tokens"], ["POST", "/api/auth/sign-out"],
      ["GET", "/api/w/acme/model"], ["GET", "/api/w/acme/records/user"], ["POST", "/api/w/acme/query"], ["GET", "/api/mails"], ["GET", "/api/templates"], ["GET", "/api/no/such/route"],
      ["DELETE", "/api/workspaces/acme"], ["GET", "/api/w/acme/events"], ["GET", "/api/auth/nothing"], ["GET", "/api/setup/nothing"],
    ] as const) {
      expectProblem(await visitor.api(method, path), 401);
    }
  });

  test("a workspace one is no member of is not there", async () => {
    const client = await server().admin();
    expectProblem(await client.get("/api/w/nowhere/model"), 404);
    expectProblem(await client.get("/api/workspaces/nowhere"), 404);
  });

  test("answers carry the headers that keep browsers safe", async () => {
    const answer = await server().visitor().get("/api/me");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("x-request-id")).toMatch(/^[a-z0-9]+-[a-z0-9]+$/);
    const page = await server().visitor().get("/healthz");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(page.headers.get("content-security-policy")).not.toMatch(/script-src[^;]*unsafe/);
  });

  test("the process says how it is", async () => {
    const visitor = server().visitor();
    expect((await visitor.get("/healthz")).json).toEqual({ status: "ok" });
    expect((await visitor.get("/readyz")).json).toEqual({ status: "ready" });
    const metrics = (await visitor.get("/metrics")).text;
    expect(metrics).toMatch(/tangram_http_requests_total\{method="GET",status="200"\} [1-9]/);
    expect(metrics).toMatch(/process_resident_memory_bytes \d{7,}/);
  });

  describe("what can't be understood is 400, never 500", () => {
    const SIGN_IN = "/api/auth/sign-in/email";
    const json = { "content-type": "application/json" };

    test.each([
      ["no JSON", "{", "json"],
      ["nothing", "", "json"],
      ["a poisoned key", '{"email":"a","password":"b","__proto__":{"x":1}}', "key"],
      ["an escaped poisoned key", '{"email":"a","password":"b","__\\u0070roto__":{"x":1}}', "key"],
      ["NUL in text", '{"email":"a\\u0000","password":"b"}', "characters"],
      ["half a surrogate pair", '{"email":"a\\ud800","password":"b"}', "characters"],
      ["nested a million deep", "[".repeat(1_000_000), "depth"],
      ["an unknown member", '{"email":"a","password":"b","role":"administrator"}', "unknown_member"],
    ])("%s", async (_name, body, rule) => {
      expectProblem(await server().visitor().raw("POST", SIGN_IN, body, json), 400, rule);
    });

    test.each([
      ["a list for an object", "[]"],
      ["a number for text", '{"email":1e400,"password":2}'],
      ["null", "null"],
      ["a missing member", '{"email":"a@example.test"}'],
    ])("%s is 422", async (_name, body) => {
      expectProblem(await server().visitor().raw("POST", SIGN_IN, body, json), 422);
    });

    test("a body of another kind is 415, one over 10 MB is 413", async () => {
      const visitor = server().visitor();
      expectProblem(await visitor.raw("POST", SIGN_IN, "email=a", { "content-type": "application/x-www-form-urlencoded" }), 415);
      expectProblem(await visitor.raw("POST", SIGN_IN, `{"email":"${"x".repeat(10_000_001)}"}`, json), 413);
    });

    test("addresses that do not decode, or name what no database holds", async () => {
      for (const path of ["/api/w/%ff/model", "/%E0%A4%A", "/api/w/a%00b/model", "/api/setup?token=%ed%a0%80"]) expectProblem(await server().visitor().get(path), 400, "address");
    });

    test("a parameter that is not known, or comes twice", async () => {
      expectProblem(await server().visitor().get("/api/setup?nope=1"), 400, "unknown_parameter");
      expectProblem(await server().visitor().get("/api/setup?token=1&token=2"), 400, "unknown_parameter");
      expectProblem(await server().visitor().get("/api/setup?__proto__=1"), 400, "unknown_parameter");
    });

    test("requests that are no HTTP", async () => {
      const { address } = server();
      const lines = [
        "GET / HTTP/1.1\r\nHost: [::bad\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET //evil.example/x HTTP/1.1\r\nHost: a\r\n\r\n", "GET http://[bad/x HTTP/1.1\r\nHost: a\r\n\r\n", "BREW /api/me HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "TRACE /api/me HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "GET /api/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \x80\xff\r\n\r\n",
      ];
      for (const line of lines) expect(await bytes(address, line), line).toMatch(/^HTTP\/1\.1 4\d\d /);
    });

    test("the language of the answer is the asker's", async () => {
      const answer = await server().visitor().get("/api/me", { "accept-language": "fr, zh-TW;q=0.8, en;q=0.5" });
      expect(answer.json.title).toBe("先登录");
      for (const header of ["*", ";;q=x,,", "en;q=0", "x".repeat(5000)]) expect((await server().visitor().get("/api/me", { "accept-language": header })).status).toBe(401);
    });
  });
});
