import Paperclip from "lucide-react/icons/paperclip";
import type { DisplayProps, FieldView } from "../../define-view.ts";
import { EmptyCell } from "../../lib/cells.tsx";
import css from "../../lib/cells.module.css";
import { filesOf, formatFiles } from "../../lib/files.ts";
import { lazyInput } from "../../lib/lazy-input.tsx";
import { useFieldPorts } from "../../ports.tsx";

/** In lists how many there are, elsewhere their names to download. */
function Display({ value, dense }: DisplayProps) {
  const ports = useFieldPorts();
  const files = filesOf(value);
  if (files.length === 0) return <EmptyCell />;
  if (dense === true) {
    return (
      <span className={`${css.row} ${css.quiet}`} title={formatFiles(value, ports.format.language)} role="img" aria-label={ports.text("fileCount", { count: files.length })}>
        <Paperclip aria-hidden="true" />{files.length}
      </span>
    );
  }
  return (
    <ul className={css.files}>
      {files.map((file) => (
        <li key={file.file} className={`${css.row} ${css.quiet}`}>
          <Paperclip aria-hidden="true" />
          <a className={`${css.link} ${css.line}`} href={ports.fileUrl(file.file)} title={ports.text("fileDownload", { name: file.name })}>{file.name}</a>
        </li>
      ))}
    </ul>
  );
}

export const view: FieldView = { Input: lazyInput(async () => (await import("../../lib/files-input.tsx")).FilesInput), Display, width: 90 };
