import type { FieldInfo } from "#shared/kinds/define.ts";
import type { Json } from "#shared/lib/json.ts";
import { parseDate, parseMonth } from "#shared/ui/date-text.ts";
import { parseDecimal } from "#shared/ui/decimal-text.ts";

export interface ReadContext {
  /** BCP 47 of numbers and dates. */
  locale: string;
  /** ISO day. */
  today: string;
  /** Words for yes, in any language. */
  yes: ReadonlySet<string>;
}

/**
 * A pasted text as a field's value: as people and spreadsheets write it. What can't be read comes back as it is, for the
 * validator to explain. Undefined for values that only a search can find (references).
 */
export function readCellText(field: FieldInfo, text: string, context: ReadContext): Json | undefined {
  const plain = text.trim();
  if (plain === "") return null;
  switch (field.value.class) {
    case "integer": {
      const number = parseDecimal(plain, context.locale);
      return number !== undefined && /^-?\d{1,15}$/.test(number) ? Number(number) : (number ?? plain);
    }
    case "decimal":
      return parseDecimal(plain.replace(/%$/, ""), context.locale) ?? plain;
    case "boolean":
      return context.yes.has(plain.toLowerCase());
    case "date":
      return parseDate(plain, context.locale, context.today) ?? plain;
    case "month":
      return parseMonth(plain, context.locale, context.today) ?? plain;
    case "word":
      return optionNamed(field, plain) ?? plain;
    case "list":
      if (field.value.to !== null) return undefined;
      return plain.split(/[,;、，；]/).map((word) => word.trim()).filter((word) => word !== "").map((word) => optionNamed(field, word) ?? word);
    case "reference":
    case "anyReference":
    case "links":
      return undefined;
    case "text":
    case "long_text":
    case "datetime":
    case "json":
    case "children":
      return plain;
  }
}

/** The option that a word means: by its value or by its label in any language. */
function optionNamed(field: FieldInfo, word: string): string | undefined {
  const wanted = word.toLowerCase();
  return field.options.find((option) => option.value.toLowerCase() === wanted || Object.values(option.label).some((label) => label?.toLowerCase() === wanted))?.value;
}

/** Tab-separated rows as spreadsheets put them on the clipboard: quoted cells may hold tabs, line ends and doubled quotes. */
export function readRows(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const put = (): void => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  const body = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < body.length; at++) {
    const char = body[at] ?? "";
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (body[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell === "") isQuoted = true;
    else if (char === "\t") put();
    else if (char === "\n") {
      put();
      rows.push([]);
    } else cell += char;
  }
  put();
  return rows;
}
