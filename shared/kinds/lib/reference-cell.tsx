import { Avatar } from "#shared/ui/Avatar.tsx";
import type { DisplayProps } from "../define-view.ts";
import { useFieldPorts } from "../ports.tsx";
import { RowCell, SHOWN_IN_LISTS } from "./cells.tsx";
import css from "./cells.module.css";
import { joinList } from "./locale.ts";
import { UNREADABLE } from "./references.ts";
import { targetsOf, titleOfTarget } from "./targets.ts";

/** The records that a value names, by title, each a link; people with their avatar. */
export function ReferenceCell({ field, value, titles, dense, people = false }: DisplayProps & { people?: boolean }) {
  const ports = useFieldPorts();
  const named = targetsOf(field.value, value).map((target) => ({ ...target, title: titleOfTarget(field, target, titles, ports.title) }));
  // Avatars set people apart; other titles need a comma between them.
  const comma = people ? "" : joinList(["", ""], ports.format.language).trim();
  const items = named.map(({ object, id, title }, at) => {
    if (title === undefined) return <span key={id} className={css.unknown} />;
    if (title === null) return <span key={id} className={css.quiet} title={ports.text("unreadable")}>{UNREADABLE}</span>;
    return (
      <span key={id} className={css.row}>
        {people && <Avatar id={id} name={title} />}
        <span className={css.line}>
          <a className={css.link} href={ports.href(object, id)} title={title}>{title}</a>{at < named.length - 1 && comma}
        </span>
      </span>
    );
  });
  const rest = named.slice(SHOWN_IN_LISTS).map(({ title }) => title ?? UNREADABLE);
  return <RowCell items={items} dense={dense} rest={joinList(rest, ports.format.language)} />;
}

/** As ReferenceCell, with avatars. */
export function PersonCell(props: DisplayProps) {
  return <ReferenceCell {...props} people />;
}
