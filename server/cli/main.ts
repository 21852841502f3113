import { ConfigError, readConfig } from "#server/config.ts";
import { openCore } from "#server/http/listen.ts";
import { message, problemMessage, terminalLanguage } from "#server/http/messages.ts";
import { main } from "#server/main.ts";
import { Refusal } from "#server/refusal.ts";
import { CommandContext, CommandError } from "./context.ts";
import { userCommand } from "./users.ts";
import { verifyCommand } from "./verify.ts";
import { workspaceCommand } from "./workspaces.ts";

const COMMANDS = { workspace: workspaceCommand, user: userCommand, verify: verifyCommand };
type Command = keyof typeof COMMANDS;
const isCommand = (word: string): word is Command => Object.hasOwn(COMMANDS, word);

/** `npm run tangram -- …`. Ends the process with 1 and what is wrong in words, or with 2 and the usage. */
export async function cli([command = "", ...argv]: readonly string[]): Promise<void> {
  if (command === "serve") return main(argv);
  const language = terminalLanguage();
  if (!isCommand(command)) {
    if (!["", "help", "--help", "-h"].includes(command)) console.error(message(language, "cli.unknown_command", { command }));
    console.log(message(language, "cli.usage"));
    process.exitCode = command === "help" || command === "--help" || command === "-h" ? 0 : 2;
    return;
  }
  try {
    const core = await openCore(readConfig(process.env));
    try {
      await COMMANDS[command](new CommandContext(core, language), argv);
    } finally {
      await core.close();
    }
  } catch (error) {
    console.error(inWords(error, language));
    process.exitCode = 1;
  }
}

function inWords(error: unknown, language: "en" | "zh-CN"): string {
  if (error instanceof ConfigError || error instanceof CommandError) return error.message;
  if (error instanceof Refusal) {
    const lines = error.problems.map((problem) => `${problem.path} ${problemMessage(language, problem)}`.trim());
    const { diagnostics } = error.extra;
    return [message(language, `title.${error.code}`), ...lines, ...(diagnostics ? [JSON.stringify(diagnostics, null, 2)] : [])].join("\n");
  }
  throw error;
}
