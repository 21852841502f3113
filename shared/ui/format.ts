import { createContext, use } from "react";
import { useTranslation } from "react-i18next";

/** How numbers and dates are written for this viewer. */
export interface Format {
  /** BCP 47 tag for `Intl`: the interface's language, as the workspace writes it ("en-GB" unless it says "en-US"). */
  locale: string;
  /** IANA time zone in which datetimes are shown and typed. */
  timeZone: string;
}

/** What the app knows better than the browser; what is left out follows the language and the browser's zone. */
export const FormatContext = createContext<Partial<Format>>({});

/** The viewer's format: that of the nearest provider, completed from the language and the browser. */
export function useFormat(): Format {
  const { i18n } = useTranslation("ui");
  const given = use(FormatContext);
  return {
    locale: given.locale ?? (i18n.language.startsWith("zh") ? "zh-CN" : "en-GB"),
    timeZone: given.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
