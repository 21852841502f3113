/** Joins class names, leaving out what is absent: `classes(css.row, open && css.open)`. */
export function classes(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
