import { makeFirstAdministrator } from "#server/auth/first-run.ts";
import { readConfig } from "#server/config.ts";
import { startServer } from "#server/http/listen.ts";
import { childArgument } from "#tests/support/child.ts";
import { Client } from "#tests/support/server.ts";

/** A server that makes a workspace and tells when it begins; whoever started it ends it. */
const { env, slug } = childArgument<{ env: Record<string, string>; slug: string }>();
const server = await startServer(readConfig(env));
await makeFirstAdministrator(server);
const client = await new Client(server.address).signIn();
process.stdout.write("making\n");
const answer = await client.post("/api/workspaces", { name: slug, slug, locale: "en", currency: "CNY", timeZone: "Asia/Shanghai", templates: ["opportunity"], sampleData: true });
process.stdout.write(`made ${answer.status}\n`);
