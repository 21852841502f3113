import type { DisplayProps, FieldView, InputProps } from "../../define-view.ts";
import { currencyOf } from "../../lib/currency.ts";
import { NumberCell } from "../../lib/cells.tsx";
import { currencySign, formatMoney } from "../../lib/format-number.ts";
import { NumberInput } from "../../lib/number-input.tsx";
import { scaleOf } from "../../lib/numbers.ts";
import { useFieldPorts, useFormatContext } from "../../ports.tsx";

function Input(props: InputProps) {
  const { format } = useFieldPorts();
  return <NumberInput {...props} prefix={currencySign(currencyOf(props.field, format), format.language)} />;
}

/** A record's own currency is written by its code, so that nobody takes it for the workspace's. */
function Display({ field, value, currency, dense }: DisplayProps) {
  const context = useFormatContext(dense);
  const own = currencyOf(field, { ...context, currency: currency ?? context.currency });
  return <NumberCell text={formatMoney(value, scaleOf(field), own, own !== context.currency, context)} />;
}

export const view: FieldView = { Input, Display, numeric: true, width: 130 };
