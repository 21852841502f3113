import { LANGUAGES } from "#shared/lib/label.ts";
import type { FieldDoc, ObjectDoc } from "#shared/metadata/object.ts";
import type { OptionSetDoc } from "#shared/metadata/option-set.ts";
import objects from "./built-in/objects.json" with { type: "json" };
import currencyLabel from "./built-in/currency-label.json" with { type: "json" };
import systemFields from "./built-in/system-fields.json" with { type: "json" };

// Active ISO 4217 codes (list one, without the X… codes of metals and tests).
const CURRENCIES =
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG".split(" ");

export const BUILT_IN_OBJECTS = ["user", "department", "team", "exchange_rate"] as const;

/** Objects and option sets that every workspace has; packages may extend them, nobody may replace them. */
export function builtInDocuments(): (ObjectDoc | OptionSetDoc)[] {
  const names = Object.fromEntries(LANGUAGES.map((language) => [language, new Intl.DisplayNames([language], { type: "currency" })]));
  const currency: OptionSetDoc = {
    kind: "option-set",
    name: "currency",
    label: currencyLabel,
    options: CURRENCIES.map((code) => ({
      value: code,
      label: Object.fromEntries(LANGUAGES.map((language) => [language, `${code} ${names[language]?.of(code) ?? ""}`.trim()])),
    })),
  };
  return [...(objects as ObjectDoc[]), currency];
}

/** The fields every record has, as documents; which of them an object shows is decided when it is compiled. */
export const SYSTEM_FIELDS = systemFields as readonly FieldDoc[];
