/** Paths of the studio's screens: the one place that knows their form (the routes are in `router.tsx`). */
export const studioPaths = {
  home: (slug: string): string => `/studio/${encodeURIComponent(slug)}`,
  objects: (slug: string): string => `${studioPaths.home(slug)}/objects`,
  /** `at`: a JSON pointer or field name that the screen opens and shows. */
  object: (slug: string, name: string, at?: string): string => withAt(`${studioPaths.objects(slug)}/${encodeURIComponent(name)}`, at),
  optionSets: (slug: string): string => `${studioPaths.home(slug)}/option-sets`,
  optionSet: (slug: string, name: string): string => `${studioPaths.optionSets(slug)}/${encodeURIComponent(name)}`,
  forms: (slug: string): string => `${studioPaths.home(slug)}/forms`,
  form: (slug: string, name: string, at?: string): string => withAt(`${studioPaths.forms(slug)}/${encodeURIComponent(name)}`, at),
  views: (slug: string): string => `${studioPaths.home(slug)}/views`,
  view: (slug: string, name: string, at?: string): string => withAt(`${studioPaths.views(slug)}/${encodeURIComponent(name)}`, at),
  navigation: (slug: string, app?: string, at?: string): string => withAt(`${studioPaths.home(slug)}/navigation${app === undefined ? "" : `/${encodeURIComponent(app)}`}`, at),
  pages: (slug: string): string => `${studioPaths.home(slug)}/pages`,
  page: (slug: string, name: string, at?: string): string => withAt(`${studioPaths.pages(slug)}/${encodeURIComponent(name)}`, at),
  access: (slug: string, role?: string): string => `${studioPaths.home(slug)}/access${role === undefined ? "" : `/${encodeURIComponent(role)}`}`,
  modules: (slug: string, name?: string): string => `${studioPaths.home(slug)}/modules${name === undefined ? "" : `/${encodeURIComponent(name)}`}`,
  releases: (slug: string): string => `${studioPaths.home(slug)}/releases`,
  compare: (slug: string, a: number, b: number): string => `${studioPaths.releases(slug)}/${a}/${b}`,
  codeList: (slug: string): string => `${studioPaths.home(slug)}/code`,
  code: (slug: string, kind: string, name: string, at?: string): string => withAt(`${studioPaths.codeList(slug)}/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`, at),
};

function withAt(path: string, at: string | undefined): string {
  return at === undefined || at === "" ? path : `${path}?at=${encodeURIComponent(at)}`;
}

/** Where a document of a kind is edited by hand and eye; kinds without a designer are edited as code. `at`: a JSON pointer in it. */
export function designerPath(slug: string, kind: string, name: string, at?: string): string {
  switch (kind) {
    case "object":
      return studioPaths.object(slug, name, at);
    case "option-set":
      return studioPaths.optionSet(slug, name);
    case "package":
      return studioPaths.modules(slug, name);
    case "form":
      return studioPaths.form(slug, name, at);
    case "view":
      return studioPaths.view(slug, name, at);
    case "page":
      return studioPaths.page(slug, name, at);
    case "app":
      return studioPaths.navigation(slug, name, at);
    case "role":
      return studioPaths.access(slug, name);
    default:
      return studioPaths.code(slug, kind, name, at);
  }
}
