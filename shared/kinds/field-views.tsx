import type { FieldView } from "./define-view.ts";
import type { FieldType } from "./fields.ts";
import { view as autoNumber } from "./fields/auto_number/view.tsx";
import { view as boolean } from "./fields/boolean/view.tsx";
import { view as children } from "./fields/children/view.tsx";
import { view as currency } from "./fields/currency/view.tsx";
import { view as date } from "./fields/date/view.tsx";
import { view as datetime } from "./fields/datetime/view.tsx";
import { view as decimal } from "./fields/decimal/view.tsx";
import { view as department } from "./fields/department/view.tsx";
import { view as email } from "./fields/email/view.tsx";
import { view as file } from "./fields/file/view.tsx";
import { view as image } from "./fields/image/view.tsx";
import { view as integer } from "./fields/integer/view.tsx";
import { view as json } from "./fields/json/view.tsx";
import { view as longText } from "./fields/long_text/view.tsx";
import { view as lookup } from "./fields/lookup/view.tsx";
import { view as manyToMany } from "./fields/many_to_many/view.tsx";
import { view as month } from "./fields/month/view.tsx";
import { view as multiSelect } from "./fields/multi_select/view.tsx";
import { view as percent } from "./fields/percent/view.tsx";
import { view as phone } from "./fields/phone/view.tsx";
import { view as rating } from "./fields/rating/view.tsx";
import { view as select } from "./fields/select/view.tsx";
import { view as tags } from "./fields/tags/view.tsx";
import { view as team } from "./fields/team/view.tsx";
import { view as text } from "./fields/text/view.tsx";
import { view as url } from "./fields/url/view.tsx";
import { view as user } from "./fields/user/view.tsx";
import { view as users } from "./fields/users/view.tsx";

/** The looks of every field type; which ones there are is said by `fields.ts`. Inputs that need much code load it when drawn. */
const FIELD_VIEWS: Readonly<Record<FieldType, FieldView>> = {
  auto_number: autoNumber,
  boolean,
  children,
  currency,
  date,
  datetime,
  decimal,
  department,
  email,
  file,
  image,
  integer,
  json,
  long_text: longText,
  lookup,
  many_to_many: manyToMany,
  month,
  multi_select: multiSelect,
  percent,
  phone,
  rating,
  select,
  tags,
  team,
  text,
  url,
  user,
  users,
};

/** The looks of a field type, or undefined for a word that is none. */
export function fieldView(type: string): FieldView | undefined {
  return isFieldType(type) ? FIELD_VIEWS[type] : undefined;
}

function isFieldType(type: string): type is FieldType {
  return Object.hasOwn(FIELD_VIEWS, type);
}
