import { parseArgs, type ParseArgsConfig } from "node:util";
import type { Language } from "#shared/lib/label.ts";
import { isLoopback } from "#server/config.ts";
import type { Core } from "#server/http/listen.ts";
import { message } from "#server/http/messages.ts";
import type { Account } from "#server/http/context.ts";
import type { WorkspaceEntry } from "#server/workspaces/directory.ts";

/** The command can't be done as asked; the message is for the person at the terminal. */
export class CommandError extends Error {
  override name = "CommandError";
}

/** What every command works with. */
export class CommandContext {
  constructor(
    readonly core: Core,
    readonly language: Language,
  ) {}

  text(key: string, params: Record<string, string | number> = {}): string {
    return message(this.language, `cli.${key}`, params) ?? key;
  }

  say(key: string, params: Record<string, string | number> = {}): void {
    console.log(this.text(key, params));
  }

  fail(key: string, params: Record<string, string | number> = {}): never {
    throw new CommandError(this.text(key, params));
  }

  /** The values of a command's places and options; a missing place, or an option that is not known, fails. */
  parse<const O extends NonNullable<ParseArgsConfig["options"]>>(argv: readonly string[], places: readonly string[], options: O) {
    let parsed;
    try {
      parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    } catch (error) {
      throw new CommandError(error instanceof Error ? error.message : String(error));
    }
    const missing = places[parsed.positionals.length];
    if (missing !== undefined) this.fail("missing", { name: missing });
    return parsed;
  }

  async workspace(slug: string): Promise<WorkspaceEntry> {
    return (await this.core.system.directory.bySlug(slug)) ?? this.fail("no_workspace", { slug });
  }

  async account(email: string): Promise<Account> {
    return (await this.core.system.accounts.byEmail(email)) ?? this.fail("no_account", { email });
  }

  /** For links: the public address, else where a server with these variables listens. */
  url(path: string): string {
    const { url, host, port } = this.core.config;
    return `${url ?? `http://${isLoopback(host) ? host : "127.0.0.1"}:${port}`}${path}`;
  }
}
