import type { FieldRight } from "#shared/metadata/role.ts";
import type { FieldModel, Model, ObjectModel } from "#shared/model/model.ts";
import type { QueryCatalog, QueryField, QueryObject } from "#shared/query/catalog.ts";
import type { Policy, Rights } from "#server/access/rights.ts";

/** A field as a rights class sees it. A masked one answers its mask and nothing can be asked of it. */
export interface SecuredField extends QueryField {
  readonly model: FieldModel;
  readonly masked: boolean;
}

/** An object as a rights class sees it: readable rows by `policy`, hidden fields absent. */
export interface SecuredObject extends QueryObject {
  readonly model: ObjectModel;
  readonly policy: Policy;
  field(name: string): SecuredField | undefined;
}

/** What one rights class may see of a model. An object of which no row can be read is not there. */
export interface SecuredCatalog extends QueryCatalog {
  readonly rights: Rights;
  readonly model: Model;
  object(name: string): SecuredObject | undefined;
}

/** Without these a record can't be named or changed at all. */
const ALWAYS_READ = new Set(["id", "revision"]);

/** The catalog of a rights class; objects are secured when first asked for. */
export function securedCatalog(model: Model, rights: Rights): SecuredCatalog {
  const objects = new Map<string, SecuredObject | undefined>();
  return {
    rights,
    model,
    object(name) {
      if (!objects.has(name)) {
        const object = model.object(name);
        objects.set(name, object && securedObject(object, rights));
      }
      return objects.get(name);
    },
  };
}

function securedObject(model: ObjectModel, rights: Rights): SecuredObject | undefined {
  const granted = rights.object(model.name);
  const policy = granted.policy("read");
  if (policy.size === 0) return undefined;
  const fields = new Map<string, SecuredField>();
  for (const field of [...model.systemFields, ...model.fields]) {
    const secured = securedField(field, ALWAYS_READ.has(field.name) ? "read" : granted.field(field.name));
    if (secured) fields.set(field.name, secured);
  }
  const readable = (name: string | null): string | null => (name !== null && fields.get(name)?.masked === false ? name : null);
  return {
    name: model.name,
    model,
    policy,
    titleField: readable(model.titleField),
    treeField: readable(model.treeField),
    field: (name) => fields.get(name),
    fieldNames: [...fields.keys()],
  };
}

function securedField(model: FieldModel, right: FieldRight): SecuredField | undefined {
  if (right === "hidden" || (model.computed?.class === "virtual" && !model.computed.native)) return undefined;
  const { name, value } = model;
  if (right === "masked") return { name, value, model, masked: true, operators: [], sortable: false, groupable: false, summable: false };
  const { operators, sortable, groupable, summable } = model;
  return { name, value, model, masked: false, operators, sortable, groupable, summable };
}
