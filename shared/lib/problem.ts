/** One reason why input is refused (contract §4, Errors). The message is made from `rule` and `params` in the viewer's language. */
export interface Problem {
  /** JSON pointer into the request, e.g. `/lines/2/quantity`. */
  path: string;
  rule: string;
  params: Record<string, string | number>;
  /** A rule's own text (validation rules carry one per language); else the catalogue's. */
  message?: string;
}

export function problem(path: string, rule: string, params: Record<string, string | number> = {}): Problem {
  return { path, rule, params };
}
