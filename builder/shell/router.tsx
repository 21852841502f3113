import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, useParams, useSearch } from "@tanstack/react-router";
import { OfflineNotice } from "#runtime/shell/OfflineNotice.tsx";
import { ErrorPage } from "#runtime/shell/ErrorPage.tsx";
import { NotFound } from "#runtime/shell/NotFound.tsx";
import { ObjectList } from "../objects/ObjectList.tsx";
import { StudioRoute } from "./StudioRoute.tsx";

// The designers' components, each loaded when it is opened. What a screen is about comes as props, so that no screen knows routes.
const ObjectEditor = lazyRouteComponent(() => import("../objects/ObjectEditor.tsx"), "ObjectEditor");
const OptionSetList = lazyRouteComponent(() => import("../options/OptionSetList.tsx"), "OptionSetList");
const OptionSetEditor = lazyRouteComponent(() => import("../options/OptionSetEditor.tsx"), "OptionSetEditor");
const FormList = lazyRouteComponent(() => import("../forms/FormList.tsx"), "FormList");
const FormDesigner = lazyRouteComponent(() => import("../forms/FormDesigner.tsx"), "FormDesigner");
const ViewList = lazyRouteComponent(() => import("../views/ViewList.tsx"), "ViewList");
const ViewEditor = lazyRouteComponent(() => import("../views/ViewEditor.tsx"), "ViewEditor");
const NavigationEditor = lazyRouteComponent(() => import("../navigation/NavigationEditor.tsx"), "NavigationEditor");
const PageList = lazyRouteComponent(() => import("../pages/PageList.tsx"), "PageList");
const PageDesigner = lazyRouteComponent(() => import("../pages/PageDesigner.tsx"), "PageDesigner");
const RoleMatrix = lazyRouteComponent(() => import("../access/RoleMatrix.tsx"), "RoleMatrix");
const Modules = lazyRouteComponent(() => import("../modules/Modules.tsx"), "Modules");
const Publish = lazyRouteComponent(() => import("../releases/Publish.tsx"), "Publish");
const CompareReleases = lazyRouteComponent(() => import("../releases/CompareReleases.tsx"), "CompareReleases");
const CodeList = lazyRouteComponent(() => import("../code/CodeList.tsx"), "CodeList");
const CodeEditor = lazyRouteComponent(() => import("../code/CodeEditor.tsx"), "CodeEditor");

/** Where in the document a screen opens, in `?at=`: a JSON pointer, or a name that the screen understands. */
function parseAt(raw: Record<string, unknown>): { at?: string } {
  return typeof raw.at === "string" ? { at: raw.at } : {};
}

/** What the address says. The hooks of routes are typed for the one router that the project registers, which is the runtime's. */
function usePlace(): { ws: string; name: string; kind: string; a: string; b: string; at: string | undefined } {
  const params = useParams({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const search = useSearch({ strict: false }) as { at?: string };
  const part = (key: string): string => params[key] ?? "";
  return { ws: part("ws"), name: part("name"), kind: part("kind"), a: part("a"), b: part("b"), at: search.at };
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

const studio = createRoute({
  getParentRoute: () => root,
  path: "/studio/$ws",
  component: function Studio() {
    return <StudioRoute slug={usePlace().ws} />;
  },
});

const home = createRoute({
  getParentRoute: () => studio,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ href: `/studio/${encodeURIComponent(params.ws)}/objects`, replace: true });
  },
});
const objects = createRoute({ getParentRoute: () => studio, path: "/objects", component: ObjectList });
const object = createRoute({
  getParentRoute: () => studio,
  path: "/objects/$name",
  validateSearch: parseAt,
  component: function ObjectScreen() {
    const { name, at } = usePlace();
    return <ObjectEditor key={name} name={name} at={at} />;
  },
});
const optionSets = createRoute({ getParentRoute: () => studio, path: "/option-sets", component: OptionSetList });
const optionSet = createRoute({
  getParentRoute: () => studio,
  path: "/option-sets/$name",
  component: function OptionSetScreen() {
    const { name } = usePlace();
    return <OptionSetEditor key={name} name={name} />;
  },
});
const forms = createRoute({ getParentRoute: () => studio, path: "/forms", component: FormList });
const form = createRoute({
  getParentRoute: () => studio,
  path: "/forms/$name",
  validateSearch: parseAt,
  component: function FormScreen() {
    const { name, at } = usePlace();
    return <FormDesigner key={name} name={name} at={at} />;
  },
});
const views = createRoute({ getParentRoute: () => studio, path: "/views", component: ViewList });
const view = createRoute({
  getParentRoute: () => studio,
  path: "/views/$name",
  validateSearch: parseAt,
  component: function ViewScreen() {
    const { name, at } = usePlace();
    return <ViewEditor key={name} name={name} at={at} />;
  },
});
const navigation = createRoute({ getParentRoute: () => studio, path: "/navigation", component: () => <NavigationEditor name={undefined} at={undefined} /> });
const app = createRoute({
  getParentRoute: () => studio,
  path: "/navigation/$name",
  validateSearch: parseAt,
  component: function NavigationScreen() {
    const { name, at } = usePlace();
    return <NavigationEditor key={name} name={name} at={at} />;
  },
});
const pages = createRoute({ getParentRoute: () => studio, path: "/pages", component: PageList });
const page = createRoute({
  getParentRoute: () => studio,
  path: "/pages/$name",
  validateSearch: parseAt,
  component: function PageScreen() {
    const { name, at } = usePlace();
    return <PageDesigner key={name} name={name} at={at} />;
  },
});
const access = createRoute({ getParentRoute: () => studio, path: "/access", component: () => <RoleMatrix name={undefined} /> });
const role = createRoute({
  getParentRoute: () => studio,
  path: "/access/$name",
  component: function RoleScreen() {
    return <RoleMatrix name={usePlace().name} />;
  },
});
const modules = createRoute({ getParentRoute: () => studio, path: "/modules", component: () => <Modules name={undefined} /> });
const module = createRoute({
  getParentRoute: () => studio,
  path: "/modules/$name",
  component: function ModuleScreen() {
    return <Modules name={usePlace().name} />;
  },
});
const releases = createRoute({ getParentRoute: () => studio, path: "/releases", component: Publish });
const compare = createRoute({
  getParentRoute: () => studio,
  path: "/releases/$a/$b",
  component: function CompareScreen() {
    const { a, b } = usePlace();
    return <CompareReleases a={Number(a)} b={Number(b)} />;
  },
});
const codeList = createRoute({ getParentRoute: () => studio, path: "/code", component: CodeList });
const code = createRoute({
  getParentRoute: () => studio,
  path: "/code/$kind/$name",
  validateSearch: parseAt,
  component: function CodeScreen() {
    const { kind, name, at } = usePlace();
    return <CodeEditor key={`${kind}/${name}`} kind={kind} name={name} at={at} />;
  },
});

const routes = root.addChildren([
  studio.addChildren([home, objects, object, optionSets, optionSet, forms, form, views, view, navigation, app, pages, page, access, role, modules, module, releases, compare, codeList, code]),
]);

/** The studio's routes. */
export function makeStudioRouter() {
  return createRouter({ routeTree: routes, defaultErrorComponent: ErrorPage, defaultNotFoundComponent: NotFound, scrollRestoration: false });
}
