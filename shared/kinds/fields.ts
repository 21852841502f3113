import type { FieldKind, Setting } from "./define.ts";
import { kind as autoNumber } from "./fields/auto_number/kind.ts";
import { kind as boolean } from "./fields/boolean/kind.ts";
import { kind as children } from "./fields/children/kind.ts";
import { kind as currency } from "./fields/currency/kind.ts";
import { kind as date } from "./fields/date/kind.ts";
import { kind as datetime } from "./fields/datetime/kind.ts";
import { kind as decimal } from "./fields/decimal/kind.ts";
import { kind as department } from "./fields/department/kind.ts";
import { kind as email } from "./fields/email/kind.ts";
import { kind as file } from "./fields/file/kind.ts";
import { kind as image } from "./fields/image/kind.ts";
import { kind as integer } from "./fields/integer/kind.ts";
import { kind as json } from "./fields/json/kind.ts";
import { kind as longText } from "./fields/long_text/kind.ts";
import { kind as lookup } from "./fields/lookup/kind.ts";
import { kind as manyToMany } from "./fields/many_to_many/kind.ts";
import { kind as month } from "./fields/month/kind.ts";
import { kind as multiSelect } from "./fields/multi_select/kind.ts";
import { kind as percent } from "./fields/percent/kind.ts";
import { kind as phone } from "./fields/phone/kind.ts";
import { kind as rating } from "./fields/rating/kind.ts";
import { kind as select } from "./fields/select/kind.ts";
import { kind as tags } from "./fields/tags/kind.ts";
import { kind as team } from "./fields/team/kind.ts";
import { kind as text } from "./fields/text/kind.ts";
import { kind as url } from "./fields/url/kind.ts";
import { kind as user } from "./fields/user/kind.ts";
import { kind as users } from "./fields/users/kind.ts";
import { formulaKind } from "./formula-field.ts";
import { COMMON_SETTINGS } from "./lib/common-settings.ts";

/** Every field type, in the order in which the builder offers them. A folder in `fields/` is a line here. */
export const FIELD_KINDS = [
  text, longText, email, phone, url, integer, decimal,
  currency, percent, rating, autoNumber, boolean, select, multiSelect,
  tags, date, datetime, month, user, users, department,
  team, lookup, manyToMany, children, file, image, json,
] as const satisfies readonly FieldKind[];

export type FieldType = (typeof FIELD_KINDS)[number]["type"];

/** What a field can be made as: the types, and formulas, whose values are those of the type that they return. */
export const FIELD_CHOICES = [...FIELD_KINDS, formulaKind] as const satisfies readonly FieldKind[];

const byType: ReadonlyMap<string, FieldKind> = new Map(FIELD_CHOICES.map((kind) => [kind.type, kind]));

/** The kind of a field type, or undefined for a word that is none. */
export function fieldKind(type: string): FieldKind | undefined {
  return byType.get(type);
}

/** All settings of a kind, beside name, type and label: its own, then those every field has. */
export function fieldSettings(kind: FieldKind): readonly Setting[] {
  return [...kind.settings, ...COMMON_SETTINGS.filter(({ name }) => !kind.without?.some((word) => word === name))];
}
