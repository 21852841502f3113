import type { AppDoc } from "./app.ts";
import type { FormDoc } from "./form.ts";
import type { ObjectDoc } from "./object.ts";
import type { OptionSetDoc } from "./option-set.ts";
import type { PackageDoc } from "./package.ts";
import type { PageDoc } from "./page.ts";
import type { RoleDoc } from "./role.ts";
import type { ViewDoc } from "./view.ts";

/** Every kind of document (contract §3). A kind without a schema yet is refused by name, not ignored. */
export const DOCUMENT_KINDS = [
  "package", "app", "object", "option-set", "form", "view", "page", "workflow", "decision-table", "report", "role",
  "mail-template", "print-template", "connection", "calendar", "test",
] as const;

export type Document = PackageDoc | AppDoc | ObjectDoc | OptionSetDoc | FormDoc | ViewDoc | PageDoc | RoleDoc;
export type DocumentOf<K extends Document["kind"]> = Extract<Document, { kind: K }>;

/** The kinds that this version knows; `schemas.ts` has a schema for each. */
const KNOWN_KINDS = ["package", "app", "object", "option-set", "form", "view", "page", "role"] as const satisfies readonly Document["kind"][];

export function isKnownKind(kind: string): kind is Document["kind"] {
  return (KNOWN_KINDS as readonly string[]).includes(kind);
}

/** `object/opportunity`: how a document is named in maps and lists. */
export function documentKey(document: { kind: string; name: string }): string {
  return `${document.kind}/${document.name}`;
}
