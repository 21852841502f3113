import { ConfigError, readConfig } from "#server/config.ts";
import { linkPath, makeDemo, makeFirstAdministrator } from "#server/auth/first-run.ts";
import { startServer, type RunningServer } from "#server/http/listen.ts";
import { message, terminalLanguage } from "#server/http/messages.ts";
import type { Language } from "#shared/lib/label.ts";

/** `npm start`, `tangram serve`: serves until a signal ends it. `--demo` makes a ready workspace. Ends the process with one line where it can't start. */
export async function main(argv: readonly string[]): Promise<void> {
  const unknown = argv.find((argument) => argument !== "--demo");
  if (unknown !== undefined) return refuse(`Unknown option ${unknown}. Known: --demo`);
  try {
    await serve(argv.includes("--demo"));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    refuse(error.message);
  }
}

async function serve(demo: boolean): Promise<void> {
  const server = await startServer(readConfig(process.env, { demo }));
  endOnSignals(server);
  await makeFirstAdministrator(server);
  const language = terminalLanguage();
  const links = await firstLinks(server, language);
  process.stdout.write(`${[server.address, ...links].join("\n")}\n`);
}

/** What whoever started the server is told beside the address: where to begin. */
async function firstLinks(server: RunningServer, language: Language): Promise<string[]> {
  const text = (key: string, path: string): string => message(language, key, { url: server.url + path }) ?? "";
  if (server.config.demo) {
    const words = { language, account: message(language, "start.demo_account") ?? "", workspace: message(language, "start.demo_workspace") ?? "" };
    const account = await makeDemo(server, words);
    return [text("start.demo", await linkPath(server.system, "sign_in", account.id))];
  }
  if (await server.system.accounts.any()) return [];
  return [text("start.setup", await linkPath(server.system, "setup", null))];
}

/** The first signal lets what runs finish, a second one does not wait. */
function endOnSignals(server: RunningServer): void {
  let isEnding = false;
  const end = (code: number): void => {
    if (isEnding) process.exit(1);
    isEnding = true;
    server.stop().then(
      () => process.exit(code),
      (err: unknown) => {
        server.log.error({ err }, "stopping failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => end(0));
  process.on("SIGINT", () => end(0));
  process.on("unhandledRejection", (err) => server.log.error({ err }, "unhandled rejection"));
  process.on("uncaughtException", (err) => {
    server.log.fatal({ err }, "uncaught exception");
    end(1);
  });
}

function refuse(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
