const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A file's size in people's units: 812 byte, 12.4 kB, 3 MB. */
export function formatBytes(bytes: number, locale: string): string {
  let amount = bytes;
  let at = 0;
  while (amount >= 1000 && at < units.length - 1) {
    amount /= 1000;
    at += 1;
  }
  return new Intl.NumberFormat(locale, { style: "unit", unit: units[at], unitDisplay: "short", maximumFractionDigits: amount < 100 && at > 0 ? 1 : 0 }).format(amount);
}
