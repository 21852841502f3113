import { classes } from "#shared/ui/classes.ts";
import type { DisplayProps, FieldView } from "../../define-view.ts";
import { RowCell, SHOWN_IN_LISTS } from "../../lib/cells.tsx";
import css from "../../lib/cells.module.css";
import { filesOf } from "../../lib/files.ts";
import { lazyInput } from "../../lib/lazy-input.tsx";
import { joinList } from "../../lib/locale.ts";
import { useFieldPorts } from "../../ports.tsx";

/** Small pictures, each a link to the whole one. */
function Display({ value, dense }: DisplayProps) {
  const ports = useFieldPorts();
  const files = filesOf(value);
  const items = files.map(({ file, name }) => (
    <a key={file} href={ports.fileUrl(file)} title={name}>
      <img className={classes(css.thumb, dense === true && css.thumbDense)} src={ports.fileUrl(file)} alt={name} loading="lazy" />
    </a>
  ));
  const rest = files.slice(SHOWN_IN_LISTS).map(({ name }) => name);
  return <RowCell items={items} dense={dense} rest={joinList(rest, ports.format.language)} />;
}

export const view: FieldView = { Input: lazyInput(async () => (await import("./input.tsx")).Input), Display, width: 100 };
