import "./base.css";
import "./tokens.css";
import "@mantine/core/styles/default-css-variables.layer.css";
import "@mantine/core/styles/baseline.layer.css";
import "@mantine/core/styles/global.layer.css";
import { useMemo, type ReactNode } from "react";
import { FormatContext, type Format } from "./format.ts";
import { ToastHost } from "./Toast.tsx";

export interface UiProviderProps extends Partial<Format> {
  children: ReactNode;
}

/** Everything the kit's components need around them: formats, toasts, the styles of all. Once per page. */
export function UiProvider({ children, locale, timeZone }: UiProviderProps) {
  const format = useMemo(() => ({ locale, timeZone }), [locale, timeZone]);
  return (
    <FormatContext value={format}>
      {children}
      <ToastHost />
    </FormatContext>
  );
}
