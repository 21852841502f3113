import { quote } from "./names.ts";

const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"\.?|\bmain\.|\?|\$\d+/g;
const KEPT = 2000;

/**
 * Translates SQL written by the rules of `dialect.ts`: `main.` becomes the workspace's schema (always qualified, never
 * `search_path`), `?` becomes `$1`, `$2` … Where the text already has `$1`, a `?` is PostgreSQL's own operator.
 */
export function translator(schema: string): (sql: string) => string {
  const prefix = `${quote(schema)}.`;
  const known = new Map<string, string>();
  return (sql) => {
    const kept = known.get(sql);
    if (kept !== undefined) return kept;
    const numbered = sql.match(TOKENS)?.some((token) => token.startsWith("$")) === true;
    let place = 0;
    const text = sql.replace(TOKENS, (token) => {
      if (token === "main." || token === '"main".') return prefix;
      return token === "?" && !numbered ? `$${++place}` : token;
    });
    if (known.size >= KEPT) known.clear();
    known.set(sql, text);
    return text;
  };
}
