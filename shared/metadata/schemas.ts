import type { TSchema } from "typebox";
import { AppSchema } from "./app.ts";
import type { Document } from "./document.ts";
import { FormSchema } from "./form.ts";
import { ObjectSchema } from "./object.ts";
import { OptionSetSchema } from "./option-set.ts";
import { PackageSchema } from "./package.ts";
import { PageSchema } from "./page.ts";
import { RoleSchema } from "./role.ts";
import { ViewSchema } from "./view.ts";

/** The schema each document is held to. Apart from the types, so that who only reads documents loads no schemas. */
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
