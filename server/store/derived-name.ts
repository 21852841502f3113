import { createHash } from "node:crypto";

/** A name of at most 63 bytes (PostgreSQL's limit) that tells table, purpose and, by its tail, the definition. */
export function derivedName(prefix: "ix" | "ux" | "fk" | "fx", table: string, purpose: string, definition: string): string {
  const tail = createHash("sha256").update(`${table} ${purpose} ${definition}`).digest("hex").slice(0, 8);
  return `${prefix}$${`${table}$${purpose}`.slice(0, 50)}$${tail}`;
}
