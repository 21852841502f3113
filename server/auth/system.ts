import type { Store } from "#server/store/port.ts";
import { Directory } from "#server/workspaces/directory.ts";
import { Accounts } from "./accounts.ts";
import { Credentials } from "./credentials.ts";
import { Invites } from "./invites.ts";
import { Links } from "./links.ts";
import { Mailbox } from "./mail.ts";
import { createTables } from "./tables.ts";
import { Throttle } from "./throttle.ts";

/** What stands beside the workspaces: accounts, sessions and tokens, the list of workspaces and their members. */
export interface System {
  readonly store: Store;
  readonly accounts: Accounts;
  readonly credentials: Credentials;
  readonly links: Links;
  readonly invites: Invites;
  readonly throttle: Throttle;
  readonly mailbox: Mailbox;
  readonly directory: Directory;
}

/** Makes what is missing of the tables and answers the system over the store, which stays the caller's to close. */
export async function openSystem(store: Store, options: { secret: string; smtpUrl: string | null; mailFrom: string }): Promise<System> {
  await store.exclusive((tx) => createTables(tx, store.dialect));
  const links = new Links(store, options.secret);
  return {
    store,
    accounts: new Accounts(store),
    credentials: new Credentials(store, options.secret),
    links,
    invites: new Invites(store, links),
    throttle: new Throttle(store),
    mailbox: new Mailbox(store, options.smtpUrl, options.mailFrom),
    directory: new Directory(store),
  };
}
