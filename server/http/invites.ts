import { Hono } from "hono";
import type { Language } from "#shared/lib/label.ts";
import { problem } from "#shared/lib/problem.ts";
import { NewInviteSchema } from "#shared/api/workspaces.ts";
import { unknownRoles } from "#server/access/unknown-roles.ts";
import { emailKey, emailProblems, nameProblems } from "#server/auth/accounts.ts";
import type { Invite } from "#server/auth/invites.ts";
import { Refusal } from "#server/refusal.ts";
import type { Workspace } from "#server/workspaces/port.ts";
import { putUser } from "#server/workspaces/users.ts";
import type { Account, HttpEnv } from "./context.ts";
import type { Services } from "./env.ts";
import { readBody, readParameters } from "./input.ts";
import { message } from "./messages.ts";

/** Invitations to the workspace: mailed, accepted by a link that works once, taken back. For its administrators. */
export function inviteRoutes(services: Services): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { accounts, directory, invites, mailbox } = services.system;

  app.get("/", async (c) => {
    readParameters(c, []);
    return c.json({ invites: (await invites.of(c.get("workspace").id)).map(shown) });
  });

  app.post("/", async (c) => {
    readParameters(c, []);
    const input = await readBody(c, NewInviteSchema);
    const { workspace, viewer, language } = c.var;
    const problems = [
      ...emailProblems(input.email), ...(input.name === undefined ? [] : nameProblems(input.name)), ...unknownRoles(input.roles, workspace.current.model),
      ...(await missingProblems(workspace, "user", "/manager", input.manager)), ...(await missingProblems(workspace, "department", "/department", input.department)),
    ];
    if (problems.length > 0) throw new Refusal("invalid", problems);
    const known = await accounts.byEmail(input.email);
    if (known && (await directory.members(workspace.id)).some(({ account, active }) => account === known.id && active)) throw new Refusal("conflict", [problem("/email", "unique")]);
    const { email, name, roles, manager, department } = input;
    const { invite, secret } = await invites.create({ workspace: workspace.id, email, name: name?.trim() ?? null, roles, manager: manager ?? null, department: department ?? null, by: viewer.id });
    const told = { name: invite.name ?? nameOf(invite.email), workspace: (await directory.byId(workspace.id))?.name ?? workspace.slug, url: `${services.url()}/reset?token=${secret}` };
    await mailbox.send({ recipient: invite.email, subject: message(known?.language ?? language, "mail.join.subject", told) ?? "", body: message(known?.language ?? language, "mail.join.body", told) ?? "" });
    return c.json(shown(invite), 201);
  });

  app.delete("/:id", async (c) => {
    if (!(await invites.remove(c.get("workspace").id, c.req.param("id")))) throw new Refusal("not_found");
    return c.body(null, 204);
  });

  return app;
}

function shown({ id, email, name, roles, manager, department, created_at, created_by, expires_at }: Invite): object {
  return { id, email, name, roles, manager, department, created_at, created_by, expires_at };
}

async function missingProblems(workspace: Workspace, object: string, path: string, id: string | null | undefined): Promise<ReturnType<typeof problem>[]> {
  if (id === undefined || id === null) return [];
  return (await workspace.current.reads.stored(workspace.store.reader, object, id)) ? [] : [problem(path, "reference", { id })];
}

/** How somebody is called of whom only the address is known. */
const nameOf = (email: string): string => email.slice(0, email.lastIndexOf("@"));

export interface Acceptance {
  readonly token: string;
  readonly password: string;
  readonly name: string | undefined;
  /** Where the request comes from: wrong passwords count. */
  readonly place: string;
  readonly language: Language;
}

/**
 * Makes the invited a member and answers the account: a new one with this password, or the one that the address has, whose
 * password it must be. The link proves the mailbox, and works no more afterwards. Throws `Refusal`.
 */
export async function acceptInvite(services: Services, invite: Invite, { token, password, name, place, language }: Acceptance): Promise<Account> {
  const { accounts, directory, invites, throttle } = services.system;
  const entry = await directory.byId(invite.workspace);
  if (!entry?.ready) throw new Refusal("unauthenticated", [problem("/token", "link")]);
  const known = await accounts.byEmail(invite.email);
  if (known && !(await accounts.verify(known.email, password))) {
    await throttle.failed(emailKey(known.email), place);
    throw new Refusal("invalid", [problem("/password", "account_exists")]);
  }
  if (!(await invites.accept(token))) throw new Refusal("unauthenticated", [problem("/token", "link")]);
  const account = known ?? (await accounts.create({ email: invite.email, name: name ?? invite.name ?? nameOf(invite.email), password, language }));
  const workspace = await services.registry.open(entry);
  // Whom or what the invitation named may have gone since.
  const still = async (object: string, id: string | null): Promise<string | null> => (id !== null && (await workspace.current.reads.stored(workspace.store.reader, object, id)) ? id : null);
  const [manager, department] = [await still("user", invite.manager), await still("department", invite.department)];
  await putUser(workspace, account, { ...(name !== undefined && { name: name.trim() }), ...(manager !== null && { manager }), ...(department !== null && { department }) });
  await directory.setMember(entry.id, account.id, invite.roles);
  return account;
}
