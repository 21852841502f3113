import type { Host } from "../environment.ts";
import { civil, localTime } from "../dates.ts";
import { power10, toScale } from "../numeric.ts";
import type { FormulaType } from "../types.ts";
import type { Value } from "../value.ts";

type Format = (value: Value, pattern: string, host: Host) => string;

/** What TEXT does with a value of a type. */
export function formatter(type: FormulaType | undefined): Format {
  switch (type?.kind) {
    case "number":
      return (value, pattern) => (typeof value === "bigint" ? formatNumber(value, type.scale, pattern) : "");
    case "date":
      return (value, pattern) => (typeof value === "string" ? formatDate(value, "00:00:00", pattern) : "");
    case "month":
      return (value, pattern) => (typeof value === "string" ? formatDate(`${value}-01`, "00:00:00", pattern) : "");
    case "datetime":
      return (value, pattern, host) => {
        if (typeof value !== "string") return "";
        const zone = host.workspace.timeZone;
        return formatDate(host.localDate(value, zone), localTime(value, zone), pattern);
      };
    case "time":
      return (value, pattern) => (typeof value === "string" ? formatDate("2000-01-01", `${value}:00`, pattern) : "");
    case "boolean":
      return (value) => (value === true ? "TRUE" : "FALSE");
    default:
      return (value) => (typeof value === "string" ? value : "");
  }
}

/**
 * Excel's patterns, as far as figures on documents need them: `0` a digit, `#` a digit unless it is nothing, `,` thousands, `.` the
 * point, `%` the share as percent; what stands before and after is written as it is. No digit place at all: the pattern itself.
 */
function formatNumber(value: bigint, scale: number, pattern: string): string {
  const match = /[#0][#0,]*(?:\.[#0]+)?|\.[#0]+/.exec(pattern);
  if (!match) return pattern;
  const [wholePattern = "", fractionPattern = ""] = match[0].split(".");
  const percent = pattern.includes("%");
  const most = fractionPattern.length;
  const rounded = toScale(percent ? value * 100n : value, scale, most);
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(most + 1, "0");
  const least = [...wholePattern].filter((sign) => sign === "0").length;
  const wholeDigits = digits.slice(0, digits.length - most).replace(/^0+/, "").padStart(least, "0");
  const grouped = wholePattern.includes(",") ? wholeDigits.replace(/\B(?=(\d{3})+$)/g, ",") : wholeDigits;
  let fraction = digits.slice(digits.length - most);
  while (fraction.length > 0 && fraction.endsWith("0") && fractionPattern[fraction.length - 1] === "#") fraction = fraction.slice(0, -1);
  const figure = grouped + (fraction === "" ? "" : `.${fraction}`);
  const sign = rounded < 0n ? "-" : "";
  return pattern.slice(0, match.index) + sign + (figure === "" ? "0" : figure) + pattern.slice(match.index + match[0].length);
}

const TOKEN = /YYYY|YY|MM|M|DD|D|HH|H|mm|m|ss|s|Q|"[^"]*"/g;

/** Date patterns: YYYY YY, MM M, DD D, HH H, mm m, ss s, Q; anything else as it is. */
function formatDate(date: string, time: string, pattern: string): string {
  const { year, month, day } = civil(date);
  const [hour = "00", minute = "00", second = "00"] = time.split(":");
  const full = String(year).padStart(4, "0");
  const two = (value: number): string => String(value).padStart(2, "0");
  const words: Record<string, string> = {
    YYYY: full, YY: full.slice(2), MM: two(month), M: String(month), DD: two(day), D: String(day), HH: hour, H: String(Number(hour)),
    mm: minute, m: String(Number(minute)), ss: second, s: String(Number(second)), Q: String(Math.ceil(month / 3)),
  };
  return pattern.replace(TOKEN, (token) => words[token] ?? token.slice(1, -1));
}

/** A number's whole units and what is left, for amounts in words: both not negative. */
export function unitsAndRest(value: bigint, scale: number, restScale: number): { negative: boolean; units: bigint; rest: bigint } {
  const rounded = toScale(value, scale, restScale);
  const size = rounded < 0n ? -rounded : rounded;
  return { negative: rounded < 0n, units: size / power10(restScale), rest: size % power10(restScale) };
}
