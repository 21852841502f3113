import type { ObjectModel } from "#shared/model/model.ts";
import { typeOf } from "#shared/model/scope.ts";
import type { FieldProps } from "#shared/ui/FieldFrame.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { FormulaEditor } from "../formula/FormulaEditor.tsx";
import { useScope } from "../formula/use-scope.ts";

interface FormulaSettingProps extends FieldProps {
  object: ObjectModel;
  /** The field that is computed. */
  element: Readonly<Record<string, unknown>>;
  value: string;
  onChange: (formula: string) => void;
}

/** The formula of a field: what it gives becomes the field's type, unless the field says what it is to be. */
export function FormulaSetting({ object, element, ...rest }: FormulaSettingProps) {
  const { model } = useDraftModel();
  const scope = useScope(object, model);
  const field = object.field(String(element["name"]));
  const expected = element["returns"] !== undefined && field ? typeOf(object, field) : undefined;
  return <FormulaEditor {...rest} object={object} model={model} scope={scope} expected={expected} purpose="value" field={field} />;
}
