import type { Host } from "#shared/formula/environment.ts";
import { plainHost } from "#shared/model/scope.ts";
import { decoder, selectable } from "#server/store/dialect.ts";
import { quote } from "#server/store/names.ts";
import type { Scope } from "./scope.ts";

interface Rate {
  readonly from: string;
  readonly rate: string;
}

/** What formulas of a write ask beside records: the write's own moment, the viewer, the workspace, dated rates as they stand. */
export async function hostOf(scope: Scope): Promise<Host> {
  const { settings } = scope.model;
  const rates = await readRates(scope);
  return {
    ...plainHost(settings, new Date(scope.at), scope.viewer.id),
    rate(currency, date) {
      if (currency === null || currency === settings.currency) return "1";
      return rates.get(currency)?.findLast(({ from }) => from <= date)?.rate ?? null;
    },
  };
}

/** Rates by currency, oldest first. There are few: a handful of currencies, a change now and then. */
async function readRates(scope: Scope): Promise<Map<string, Rate[]>> {
  const object = scope.model.object("exchange_rate");
  const [currency, from, rate] = ["currency", "valid_from", "rate"].map((name) => object?.field(name));
  const rates = new Map<string, Rate[]>();
  if (!object || !currency || !from || !rate) return rates;
  const columns = [currency, from, rate].map((field) => selectable(quote(field.name), field.value, scope.dialect));
  const decoders = [currency, from, rate].map((field) => decoder(field.value, scope.dialect));
  for (const row of await scope.reader.all(`select ${columns.join(", ")} from ${scope.table(object).name} order by valid_from`)) {
    const [code, start, value] = row.map((raw, i) => (raw === null ? null : decoders[i]?.(raw)));
    if (typeof code !== "string" || typeof start !== "string" || typeof value !== "string") continue;
    rates.set(code, [...(rates.get(code) ?? []), { from: start, rate: value }]);
  }
  return rates;
}
