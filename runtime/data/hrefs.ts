/** Paths of the runtime's screens: the one place that knows their form (the routes are in `runtime/shell/router.tsx`). */
export function homeHref(slug: string): string {
  return `/w/${encodeURIComponent(slug)}`;
}
export function listHref(slug: string, object: string, view?: string): string {
  const path = `${homeHref(slug)}/o/${encodeURIComponent(object)}`;
  return view === undefined ? path : `${path}?view=${encodeURIComponent(view)}`;
}
export function newHref(slug: string, object: string): string {
  return `${listHref(slug, object)}/new`;
}
export function recordHref(slug: string, object: string, id: string): string {
  return `${listHref(slug, object)}/${encodeURIComponent(id)}`;
}
/** The builder is a page of its own: a plain link, not a route. */
export function studioHref(slug: string): string {
  return `/studio/${encodeURIComponent(slug)}`;
}
