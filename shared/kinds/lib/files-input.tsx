import { FileDrop } from "#shared/ui/FileDrop.tsx";
import type { InputProps } from "../define-view.ts";
import { useFieldPorts } from "../ports.tsx";
import { filesOf } from "./files.ts";
import { wiringOf } from "./input-wiring.ts";

/** Files to drop, paste or choose; `accept` as of a file input ("image/*"). */
export function FilesInput({ accept, ...props }: InputProps & { accept?: string }) {
  const ports = useFieldPorts();
  const { field, value, onChange } = props;
  return (
    <FileDrop
      {...wiringOf(props, ports.format.language)}
      value={filesOf(value)}
      onChange={(files) => onChange(files.length === 0 ? null : files.map(({ file, name, size, type }) => ({ file, name, size, type })))}
      upload={(file, { onProgress }) => ports.upload(file, onProgress)}
      accept={accept}
      compact={props.dense}
      single={field.settings.many !== true}
      hrefOf={({ file }) => ports.fileUrl(file)}
    />
  );
}
