import { convertCssVariables, defaultCssVariablesResolver, DEFAULT_THEME, MantineProvider, mergeMantineTheme, type MantineColorSchemeManager } from "@mantine/core";
import type { ReactNode } from "react";
import { cssVariablesResolver, theme } from "./theme.ts";

const merged = mergeMantineTheme(DEFAULT_THEME, theme);
const own = cssVariablesResolver(merged);
const mantines = defaultCssVariablesResolver(merged);
const variables = convertCssVariables({ variables: { ...mantines.variables, ...own.variables }, light: { ...mantines.light, ...own.light }, dark: { ...mantines.dark, ...own.dark } }, ":root");

/** The scheme is the page's own (scheme.ts): Mantine neither keeps nor shows it. */
const noScheme: MantineColorSchemeManager = { get: () => "auto", set() {}, subscribe() {}, unsubscribe() {}, clear() {} };
const noElement = (): undefined => undefined;

/**
 * Around what is drawn by Mantine, and only there: pages that open no panel yet need none of its code. React puts the style into
 * the head once, however many of these there are.
 */
export function Mantine({ children }: { children: ReactNode }) {
  return (
    <>
      <style href="tangram-mantine" precedence="mantine">{variables}</style>
      <MantineProvider theme={merged} cssVariablesResolver={cssVariablesResolver} colorSchemeManager={noScheme} getRootElement={noElement} withCssVariables={false} withGlobalClasses={false} withStaticClasses={false}>
        {children}
      </MantineProvider>
    </>
  );
}
