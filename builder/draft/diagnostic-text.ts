import { useTranslation } from "react-i18next";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";

/** Says diagnostics in the interface's language; those that the server worded are said in its words. */
export function useDiagnosticText(): (diagnostic: Diagnostic) => string {
  const { t } = useTranslation(["metadata", "formula", "plan"]);
  return ({ code, params, message }) => {
    // A formula's problem has words of its own beside those that the server gave.
    if (message !== undefined && code !== "bad_formula") return message;
    if (code === "schema") return t([`plan:schema_${String(params["rule"] ?? "other")}`, "plan:schema_other"], params);
    const said = t(`metadata:${code}`, { ...params, defaultValue: code });
    return code === "bad_formula" && params["code"] !== undefined ? `${said} ${t(`formula:${String(params["code"])}`, { ...params, defaultValue: "" })}`.trim() : said;
  };
}

/** The first problem at a place of a document (JSON pointer) or below it. */
export function diagnosticAt(diagnostics: readonly Diagnostic[], pointer: string): Diagnostic | undefined {
  const there = diagnostics.filter(({ path }) => path === pointer || path.startsWith(`${pointer}/`));
  return there.find(({ severity }) => severity === "error") ?? there[0];
}
