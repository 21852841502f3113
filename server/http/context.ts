import type { Language } from "#shared/lib/label.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { Workspace } from "#server/workspaces/port.ts";

/** The account behind a session or token. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly language: Language | null;
  /** May make workspaces and see the system. */
  readonly administrator: boolean;
}

/** What the middleware gives the routes: `c.get("viewer")` … Routes under /api/w/:ws have all of it. */
export interface HttpEnv {
  Variables: {
    requestId: string;
    language: Language;
    account: Account;
    workspace: Workspace;
    viewer: Viewer;
  };
}
