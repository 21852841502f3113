import type { NewWorkspace } from "#shared/api/workspaces.ts";
import { LANGUAGES } from "#shared/lib/label.ts";
import type { CommandContext } from "./context.ts";
import { pull, push } from "./sync.ts";

const CREATE = {
  name: { type: "string" }, locale: { type: "string" }, currency: { type: "string" }, "time-zone": { type: "string" }, templates: { type: "string" }, "sample-data": { type: "string" }, by: { type: "string" },
} as const;

/** `tangram workspace …`. */
export async function workspaceCommand(context: CommandContext, [command = "", ...argv]: readonly string[]): Promise<void> {
  const { core } = context;
  switch (command) {
    case "list": {
      context.parse(argv, [], {});
      for (const { slug, name } of await core.system.directory.all()) console.log(`${slug}\t${name}`);
      return;
    }
    case "create": {
      const { positionals, values } = context.parse(argv, ["<slug>"], CREATE);
      const [slug = ""] = positionals;
      const maker = values.by === undefined ? await core.system.accounts.firstAdministrator() : await context.account(values.by);
      if (!maker) return context.fail("missing", { name: "--by" });
      const sample = values["sample-data"];
      const wishes: NewWorkspace = {
        slug,
        name: values.name ?? slug,
        locale: LANGUAGES.find((language) => language === values.locale) ?? context.language,
        currency: values.currency ?? "CNY",
        ...(values["time-zone"] !== undefined && { timeZone: values["time-zone"] }),
        templates: (values.templates ?? "").split(",").map((name) => name.trim()).filter(Boolean),
        sampleData: sample === "small" ? "small" : sample === "true",
      };
      await core.registry.create(wishes, maker);
      context.say("created", { name: slug });
      return;
    }
    case "delete": {
      const { positionals, values } = context.parse(argv, ["<slug>"], { yes: { type: "boolean" } });
      const entry = await context.workspace(positionals[0] ?? "");
      if (!values.yes) context.fail("confirm", { slug: entry.slug });
      await core.registry.remove(entry);
      context.say("deleted", { name: entry.slug });
      return;
    }
    case "pull": {
      const [slug = "", folder = ""] = context.parse(argv, ["<slug>", "<folder>"], {}).positionals;
      return pull(context, await context.workspace(slug), folder);
    }
    case "push": {
      const { positionals, values } = context.parse(argv, ["<slug>", "<folder>"], { message: { type: "string" }, "dry-run": { type: "boolean" }, by: { type: "string" } });
      const [slug = "", folder = ""] = positionals;
      const by = values.by === undefined ? null : (await context.account(values.by)).id;
      return push(context, await context.workspace(slug), folder, { message: values.message ?? null, dryRun: values["dry-run"] ?? false, by });
    }
    default: context.fail("unknown_command", { command: `workspace ${command}`.trim() });
  }
}
