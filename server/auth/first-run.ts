import type { Language } from "#shared/lib/label.ts";
import type { NewWorkspace } from "#shared/api/workspaces.ts";
import { ConfigError, type Config } from "#server/config.ts";
import { Refusal } from "#server/refusal.ts";
import type { Account } from "#server/http/context.ts";
import type { Registry } from "#server/workspaces/registry.ts";
import type { System } from "./system.ts";

const DEMO = { slug: "demo", email: "demo@tangram.example", currency: "CNY" } as const;

interface Parts {
  readonly config: Config;
  readonly system: System;
  readonly registry: Registry;
}

/** Makes the administrator that the variables name, while there is no account. Throws `ConfigError` where they are no good. */
export async function makeFirstAdministrator({ config, system }: Parts): Promise<void> {
  const wanted = config.firstAdministrator;
  if (!wanted || (await system.accounts.any())) return;
  try {
    await system.accounts.createFirst({ ...wanted, name: wanted.email.split("@")[0] ?? wanted.email });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const variable = error.problems[0]?.path === "/password" ? "TANGRAM_ADMIN_PASSWORD (at least 8 characters)" : "TANGRAM_ADMIN_EMAIL";
    throw new ConfigError(`${variable} is not usable.`);
  }
}

/** The ready workspace of all modules with sample data, made when it is not there, and who administrates it. */
export async function makeDemo({ system, registry }: Parts, words: { language: Language; account: string; workspace: string }): Promise<Account> {
  const administrator =
    (await system.accounts.firstAdministrator()) ?? (await system.accounts.createFirst({ email: DEMO.email, name: words.account, password: null, language: words.language })) ?? (await system.accounts.firstAdministrator());
  if (!administrator) throw new ConfigError("The demo needs an administrator, and this system has none.");
  if (!(await system.directory.bySlug(DEMO.slug))) {
    const wishes: NewWorkspace = {
      name: words.workspace, slug: DEMO.slug, locale: words.language, currency: DEMO.currency, templates: (await registry.engine.templates()).map(({ name }) => name), sampleData: true,
    };
    await registry.create(wishes, administrator);
  }
  return administrator;
}

/** The path of a link that works once: to set up while there is no account, to sign in for an account. */
export async function linkPath(system: System, purpose: "setup" | "sign_in", account: string | null): Promise<string> {
  const token = await system.links.create(purpose, account);
  return purpose === "setup" ? `/setup?token=${token}` : `/sign-in?token=${token}`;
}
