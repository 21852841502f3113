import type { CommandContext } from "./context.ts";

/** `tangram user …`: accounts of the system. */
export async function userCommand(context: CommandContext, [command = "", ...argv]: readonly string[]): Promise<void> {
  const { accounts, credentials, links } = context.core.system;
  switch (command) {
    case "list": {
      context.parse(argv, [], {});
      for (const account of await accounts.all()) console.log(`${account.email}\t${account.name}${account.administrator ? "\t*" : ""}`);
      return;
    }
    case "create": {
      const { positionals, values } = context.parse(argv, ["<email>"], { name: { type: "string" }, administrator: { type: "boolean" } });
      const [email = ""] = positionals;
      const name = values.name ?? context.fail("missing", { name: "--name" });
      const account = await accounts.create({ email, name, password: null, administrator: values.administrator ?? false, language: context.language });
      context.say("password_link", { url: context.url(`/reset?token=${await links.create("invite", account.id)}`) });
      return;
    }
    case "reset": {
      const account = await context.account(context.parse(argv, ["<email>"], {}).positionals[0] ?? "");
      context.say("password_link", { url: context.url(`/reset?token=${await links.create("reset", account.id)}`) });
      return;
    }
    case "link": {
      const account = await context.account(context.parse(argv, ["<email>"], {}).positionals[0] ?? "");
      context.say("sign_in_link", { url: context.url(`/sign-in?token=${await links.create("sign_in", account.id)}`) });
      return;
    }
    case "suspend": case "resume": {
      const email = context.parse(argv, ["<email>"], {}).positionals[0] ?? "";
      const account = await accounts.byEmail(email);
      if (!(await accounts.setActive(email, command === "resume"))) context.fail("no_account", { email });
      if (account && command === "suspend") await credentials.endAll(account.id, { tokens: false });
      context.say(command === "suspend" ? "suspended" : "resumed", { email });
      return;
    }
    default: context.fail("unknown_command", { command: `user ${command}`.trim() });
  }
}
