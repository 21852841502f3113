import type { FieldView } from "../../define-view.ts";
import { lazyInput } from "../../lib/lazy-input.tsx";
import { ReferenceCell } from "../../lib/reference-cell.tsx";

export const view: FieldView = { Input: lazyInput(async () => (await import("../../lib/reference-input.tsx")).ReferencesInput), Display: ReferenceCell, width: 220 };
