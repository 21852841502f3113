import "./base.css";
import "./tokens.css";
import "@mantine/core/styles/default-css-variables.layer.css";
import "@mantine/core/styles/baseline.layer.css";
import "@mantine/core/styles/global.layer.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { useMemo, type ReactNode } from "react";
import { FormatContext, type Format } from "./format.ts";
import { cssVariablesResolver, theme } from "./theme.ts";
import { ToastHost } from "./Toast.tsx";

const schemeKey = "tangram-scheme";
const schemeManager = localStorageColorSchemeManager({ key: schemeKey });

/**
 * Puts the remembered scheme (or the system's) on `<html>` before React draws, so that night does not begin with a white flash.
 * To be called first thing by the page's entry; our CSP allows no inline script that could do it earlier.
 */
export function applyStoredScheme(): void {
  const stored = schemeManager.get("auto");
  const dark = stored === "dark" || (stored === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
}

export interface UiProviderProps extends Partial<Format> {
  children: ReactNode;
}

/** Everything the kit's components need around them: theme, scheme (kept in localStorage), formats, toasts. Once per page. */
export function UiProvider({ children, locale, timeZone }: UiProviderProps) {
  const format = useMemo(() => ({ locale, timeZone }), [locale, timeZone]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      withStaticClasses={false}
    >
      <FormatContext value={format}>
        {children}
        <ToastHost />
      </FormatContext>
    </MantineProvider>
  );
}

export { useComputedColorScheme, useMantineColorScheme as useColorScheme } from "@mantine/core";
