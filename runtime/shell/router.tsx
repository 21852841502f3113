import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import { parseListSearch } from "#runtime/view/state/list-search.ts";
import { ListRoute } from "#runtime/view/ListRoute.tsx";
import { ErrorPage } from "./ErrorPage.tsx";
import { Home } from "./Home.tsx";
import { NotFound } from "./NotFound.tsx";
import { OfflineNotice } from "./OfflineNotice.tsx";
import { NewRoute, RecordRoute } from "./RecordRoutes.tsx";
import { SignInPage } from "./entry/SignInPage.tsx";
import { Start } from "./Start.tsx";
import { WorkspaceRoute } from "./WorkspaceRoute.tsx";

/** A one-time link's secret, in `?token=`. */
function parseToken(raw: Record<string, unknown>): { token?: string } {
  return typeof raw.token === "string" ? { token: raw.token } : {};
}

/** The object whose deleted records are listed, in `?object=`. */
function parseObject(raw: Record<string, unknown>): { object?: string } {
  return typeof raw.object === "string" ? { object: raw.object } : {};
}

const root = createRootRoute({
  component: () => (
    <>
      <OfflineNotice />
      <Outlet />
    </>
  ),
  notFoundComponent: NotFound,
});

const start = createRoute({ getParentRoute: () => root, path: "/", component: Start });
const signIn = createRoute({ getParentRoute: () => root, path: "/sign-in", validateSearch: parseToken, component: SignInPage });
const reset = createRoute({ getParentRoute: () => root, path: "/reset", validateSearch: parseToken, component: lazyRouteComponent(() => import("./entry/ResetPage.tsx"), "ResetPage") });
const setup = createRoute({ getParentRoute: () => root, path: "/setup", validateSearch: parseToken, component: lazyRouteComponent(() => import("./entry/SetupPage.tsx"), "SetupPage") });
const newWorkspace = createRoute({ getParentRoute: () => root, path: "/new-workspace", component: lazyRouteComponent(() => import("./entry/NewWorkspacePage.tsx"), "NewWorkspacePage") });

const workspace = createRoute({ getParentRoute: () => root, path: "/w/$ws", component: WorkspaceRoute });
const home = createRoute({ getParentRoute: () => workspace, path: "/", component: Home });
const list = createRoute({ getParentRoute: () => workspace, path: "/o/$object", validateSearch: parseListSearch, component: ListRoute });
const create = createRoute({ getParentRoute: () => workspace, path: "/o/$object/new", component: NewRoute });
const record = createRoute({ getParentRoute: () => workspace, path: "/o/$object/$id", component: RecordRoute });
const bin = createRoute({ getParentRoute: () => workspace, path: "/bin", validateSearch: parseObject, component: lazyRouteComponent(() => import("./bin/BinPage.tsx"), "BinPage") });
const members = createRoute({ getParentRoute: () => workspace, path: "/members", component: lazyRouteComponent(() => import("./members/MembersPage.tsx"), "MembersPage") });
const mail = createRoute({ getParentRoute: () => workspace, path: "/mail", component: lazyRouteComponent(() => import("./mail/MailPage.tsx"), "MailPage") });

const routes = root.addChildren([start, signIn, reset, setup, newWorkspace, workspace.addChildren([home, list, create, record, bin, members, mail])]);

/** The runtime's routes. Every screen but sign-in, home and lists is code that comes when it is opened. */
export function makeRouter() {
  return createRouter({ routeTree: routes, defaultErrorComponent: ErrorPage, defaultNotFoundComponent: NotFound, scrollRestoration: false });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
