import { titlesIn } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { wordsSetting } from "#runtime/form/blocks.ts";
import { fieldView } from "#shared/kinds/field-views.tsx";
import { labelText } from "#shared/lib/label.ts";
import { defaultPage } from "#shared/model/defaults.ts";
import css from "./page.module.css";
import { useShown } from "./record-context.ts";

const MOST = 7;
/** Beside a list they still stand in one row. */
const MOST_NARROW = 5;
const MOST_PHONE = 3;

/** The figures that matter, in one strip. */
export function Highlights({ isPhone = false }: { isPhone?: boolean }) {
  const { object, record, currency, isNarrow } = useShown();
  const { model, language } = useWorkspace();
  const block = defaultPage(model, object).body?.find(({ block: kind }) => kind === "highlights");
  const fields = (block ? (wordsSetting(block, "fields") ?? []) : []).flatMap((name) => object.field(name) ?? []).slice(0, isPhone ? MOST_PHONE : isNarrow ? MOST_NARROW : MOST);
  if (fields.length === 0) return null;
  return (
    <dl className={css.highlights}>
      {fields.map((field) => {
        const view = fieldView(field.type);
        const titles = titlesIn(record, field.name);
        return (
          <div key={field.name} className={css.highlight}>
            <dt>{labelText(field.label, language, field.name)}</dt>
            <dd>{view && <view.Display field={field} value={record[field.name] ?? null} dense={isPhone} {...(titles && { titles })} {...(currency !== undefined && { currency })} />}</dd>
          </div>
        );
      })}
    </dl>
  );
}
