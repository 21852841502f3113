/** What one unit is in the workspace currency, newest last: days before the installation from which each holds. */
const DRIFTS = [[540, 0.985], [270, 1.01], [30, 1]] as const;
const TODAY: Readonly<Record<string, string>> = { USD: "7.180000", SGD: "5.360000", MYR: "1.620000", EUR: "7.820000" };

export interface DatedRate {
  readonly currency: string;
  /** Days before the installation. */
  readonly back: number;
  readonly rate: string;
}

export const RATES: readonly DatedRate[] = Object.entries(TODAY).flatMap(([currency, rate]) => DRIFTS.map(([back, drift]) => ({ currency, back, rate: (Number(rate) * drift).toFixed(6) })));

/** The rate of a day, as RATE gives it: 1 for the workspace currency. `offset`: days from the installation, the past is negative. */
export function rateOn(currency: string, offset: number): string {
  return RATES.filter((one) => one.currency === currency && -one.back <= offset).at(-1)?.rate ?? "1.000000";
}
