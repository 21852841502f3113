import { Hono } from "hono";
import { problem } from "#shared/lib/problem.ts";
import { MemberChangeSchema, NewMemberSchema, type NewMember } from "#shared/api/workspaces.ts";
import { ADMINISTRATOR } from "#server/access/compile.ts";
import { unknownRoles } from "#server/access/unknown-roles.ts";
import { emailProblems, nameProblems } from "#server/auth/accounts.ts";
import { Refusal } from "#server/refusal.ts";
import type { Member } from "#server/workspaces/directory.ts";
import { peopleWithoutAccount, putPersonWithoutAccount, removePersonWithoutAccount } from "#server/workspaces/people.ts";
import type { Workspace } from "#server/workspaces/port.ts";
import { changeUser, putUser, USER } from "#server/workspaces/users.ts";
import type { Account, HttpEnv } from "./context.ts";
import type { Services } from "./env.ts";
import { readBody } from "./input.ts";
import { inviteRoutes } from "./invites.ts";
import { message } from "./messages.ts";
import { requireAdministrator } from "./signed.ts";

/** `/api/w/:ws/members`: who belongs to the workspace, with which roles. For its administrators. */
export function memberRoutes(services: Services): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { accounts, directory } = services.system;

  /** Those with an account, then those whom the sample data brought: they can't sign in. */
  const membersOf = async (workspace: Workspace): Promise<Member[]> => [...(await directory.members(workspace.id)), ...(await samplePeople(workspace))];
  const describe = async (workspace: Workspace, member: Member): Promise<object> => {
    const user = await workspace.current.reads.stored(workspace.store.reader, "user", member.account);
    return {
      id: member.account, email: member.email, name: user?.["name"] ?? null, roles: member.roles, active: member.active, signs_in: member.signsIn,
      manager: user?.["manager"] ?? null, department: user?.["department"] ?? null,
    };
  };
  const find = async (workspace: Workspace, id: string): Promise<{ member: Member; all: Member[] }> => {
    const all = await membersOf(workspace);
    const member = all.find(({ account }) => account === id);
    if (!member) throw new Refusal("not_found");
    return { member, all };
  };

  app.use("*", async (c, next) => {
    requireAdministrator(c.get("viewer"));
    await next();
  });
  app.route("/invites", inviteRoutes(services));

  app.get("/", async (c) => {
    const members = await membersOf(c.get("workspace"));
    return c.json({ members: await Promise.all(members.map((member) => describe(c.get("workspace"), member))) });
  });

  app.post("/", async (c) => {
    const input = await readBody(c, NewMemberSchema);
    const { workspace, viewer } = c.var;
    const problems = [...emailProblems(input.email), ...nameProblems(input.name), ...unknownRoles(input.roles, workspace.current.model)];
    if (problems.length > 0) throw new Refusal("invalid", problems);
    const known = await accounts.byEmail(input.email);
    if (known && (await directory.members(workspace.id)).some(({ account, active }) => account === known.id && active)) throw new Refusal("conflict", [problem("/email", "unique")]);
    // Whoever adds a member who has an account already may not set its password; saying the right one is no harm.
    if (known && input.password !== undefined && !(await accounts.verify(known.email, input.password))) throw new Refusal("invalid", [problem("/password", "account_exists")]);
    const account = known ?? (await accounts.create({ email: input.email, name: input.name, password: input.password ?? null, language: workspace.current.model.settings.locale }));
    await putUser(workspace, account, { ...(known && { name: input.name.trim() }), ...people(input) }, viewer);
    await directory.setMember(workspace.id, account.id, input.roles);
    // An invitation that is still open would give him its roles later.
    await services.system.invites.removeFor(workspace.id, account.email);
    if (!known && input.password === undefined) await invite(services, account, workspace.slug);
    const { member } = await find(workspace, account.id);
    return c.json(await describe(workspace, member), 201);
  });

  app.get("/:id", async (c) => c.json(await describe(c.get("workspace"), (await find(c.get("workspace"), c.req.param("id"))).member)));

  app.patch("/:id", async (c) => {
    const change = await readBody(c, MemberChangeSchema);
    const { workspace, viewer } = c.var;
    const { member, all } = await find(workspace, c.req.param("id"));
    const roles = change.roles ?? member.roles;
    const active = change.active ?? member.active;
    const problems = [...unknownRoles(change.roles ?? [], workspace.current.model), ...(change.name === undefined ? [] : nameProblems(change.name))];
    if (problems.length > 0) throw new Refusal("invalid", problems);
    keepAnAdministrator(all, { ...member, roles, active });
    await changeUser(workspace, member.account, { ...people(change), ...(change.name !== undefined && { name: change.name.trim() }), ...(change.active !== undefined && { active }) }, viewer);
    if (member.hasAccount) await directory.setMember(workspace.id, member.account, roles, active);
    else await workspace.store.write((tx) => putPersonWithoutAccount(tx, member.account, roles));
    return c.json(await describe(workspace, { ...member, roles, active }));
  });

  app.delete("/:id", async (c) => {
    const { workspace, viewer } = c.var;
    const { member, all } = await find(workspace, c.req.param("id"));
    keepAnAdministrator(all, { ...member, active: false });
    // The door first: the record stays, since history and records name it.
    if (member.hasAccount) await directory.removeMember(workspace.id, member.account);
    else await workspace.store.write((tx) => removePersonWithoutAccount(tx, member.account));
    await changeUser(workspace, member.account, { active: false }, viewer);
    return c.body(null, 204);
  });

  return app;
}

/** People whom a package's data brought, as members without sign-in (contract §3, end). */
async function samplePeople({ store, current }: Workspace): Promise<Member[]> {
  const people = await peopleWithoutAccount(store.reader);
  const members: Member[] = [];
  for (const [id, roles] of people) {
    const user = await current.reads.stored(store.reader, USER, id);
    if (user) members.push({ account: id, email: String(user["email"] ?? ""), roles, active: user["active"] === true, signsIn: false, hasAccount: false });
  }
  return members;
}

function people(input: Pick<NewMember, "manager" | "department">): Pick<NewMember, "manager" | "department"> {
  return { ...(input.manager !== undefined && { manager: input.manager }), ...(input.department !== undefined && { department: input.department }) };
}

function keepAnAdministrator(all: readonly Member[], changed: Member): void {
  const after = all.map((member) => (member.account === changed.account ? changed : member));
  const ruled = (members: readonly Member[]): boolean => members.some(({ active, roles, hasAccount }) => active && hasAccount && roles.includes(ADMINISTRATOR));
  if (ruled(all) && !ruled(after)) throw new Refusal("conflict", [problem("", "last_administrator")]);
}

/** A new member without a password chooses one by a link. */
async function invite(services: Services, account: Account, slug: string): Promise<void> {
  const { links, mailbox, directory } = services.system;
  const language = account.language ?? "en";
  const workspace = (await directory.bySlug(slug))?.name ?? slug;
  const url = `${services.url()}/reset?token=${await links.create("invite", account.id)}`;
  await mailbox.send({
    recipient: account.email,
    subject: message(language, "mail.invite.subject", { workspace }) ?? "",
    body: message(language, "mail.invite.body", { name: account.name, workspace, url }) ?? "",
  });
}
