import type { TSchema } from "typebox";
import { AppSchema, type AppDoc } from "./app.ts";
import { FormSchema, type FormDoc } from "./form.ts";
import { ObjectSchema, type ObjectDoc } from "./object.ts";
import { OptionSetSchema, type OptionSetDoc } from "./option-set.ts";
import { PackageSchema, type PackageDoc } from "./package.ts";
import { PageSchema, type PageDoc } from "./page.ts";
import { RoleSchema, type RoleDoc } from "./role.ts";
import { ViewSchema, type ViewDoc } from "./view.ts";

/** Every kind of document (contract §3). A kind without a schema yet is refused by name, not ignored. */
export const DOCUMENT_KINDS = [
  "package", "app", "object", "option-set", "form", "view", "page", "workflow", "decision-table", "report", "role",
  "mail-template", "print-template", "connection", "calendar", "test",
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export type Document = PackageDoc | AppDoc | ObjectDoc | OptionSetDoc | FormDoc | ViewDoc | PageDoc | RoleDoc;
export type DocumentOf<K extends Document["kind"]> = Extract<Document, { kind: K }>;

/** The kinds that this version knows, with the schema each document is held to. */
export const DOCUMENT_SCHEMAS: Readonly<Record<Document["kind"], TSchema>> = {
  package: PackageSchema,
  app: AppSchema,
  object: ObjectSchema,
  "option-set": OptionSetSchema,
  form: FormSchema,
  view: ViewSchema,
  page: PageSchema,
  role: RoleSchema,
};

export function isKnownKind(kind: string): kind is Document["kind"] {
  return Object.hasOwn(DOCUMENT_SCHEMAS, kind);
}

/** Caps of contract §3. */
export const CAPS = { documentBytes: 1_000_000, objects: 500, fields: 500, pageSize: 500, whereDepth: 8, inList: 1000, batch: 1000, bodyBytes: 10_000_000 } as const;

/** `object/opportunity`: how a document is named in maps and lists. */
export function documentKey(document: { kind: string; name: string }): string {
  return `${document.kind}/${document.name}`;
}
