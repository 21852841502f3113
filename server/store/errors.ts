/** Texts by which the databases say that a statement names a table or column that is not there. */
const MISSING = /no such (table|column)|has no column named/;

/**
 * True where a statement failed because the schema under it has changed: a publish flipped between the choice of the release
 * and the statement. Whoever gets it may ask again with the current release.
 */
export function isSchemaMismatch(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = errorCode(error);
  return code === "42703" || code === "42P01" || (code === "SQLITE_ERROR" && MISSING.test(error.message));
}

/** The driver's code, or "". */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
