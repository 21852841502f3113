import type { InputProps } from "../../define-view.ts";
import { FilesInput } from "../../lib/files-input.tsx";

/** Pictures to drop, paste or choose. */
export function Input(props: InputProps) {
  return <FilesInput {...props} accept="image/*" />;
}
