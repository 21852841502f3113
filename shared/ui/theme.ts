import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";
import { hues, type Hue } from "./hue.ts";

/** Mantine wants ten shades; ours are variables that change with the scheme, so that a shade is a role, not a lightness. */
function hueShades(hue: Hue): MantineColorsTuple {
  const soft = `var(--${hue}-soft)`;
  const piece = `var(--${hue})`;
  const text = `var(--${hue}-text)`;
  return [soft, soft, soft, piece, piece, piece, piece, piece, text, text];
}

const azurite: MantineColorsTuple = [
  "var(--accent-0)", "var(--accent-1)", "var(--accent-2)", "var(--accent-3)", "var(--accent-4)",
  "var(--accent-5)", "var(--accent-6)", "var(--accent-7)", "var(--accent-8)", "var(--accent-9)",
];

const hueColors = Object.fromEntries(hues.map((hue) => [hue, hueShades(hue)]));

/** Mantine's theme: its sizes and colours point at our tokens, so that no component is styled twice. */
export const theme = createTheme({
  primaryColor: "azurite",
  primaryShade: { light: 7, dark: 4 },
  colors: { azurite, ...hueColors },
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--font-mono)",
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "20px", md: "22px", lg: "24px", xl: "28px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "999px" },
  shadows: { xs: "var(--e-1)", sm: "var(--e-2)", md: "var(--e-2)", lg: "var(--e-3)", xl: "var(--e-3)" },
});

/** Which of Mantine's variables stands for which token. The test beside this file looks every name up in Mantine's CSS. */
export const variableTokens: Record<string, string> = {
  "mantine-color-body": "bg-surface",
  "mantine-color-text": "text-1",
  "mantine-color-dimmed": "text-3",
  "mantine-color-placeholder": "text-3",
  "mantine-color-default": "bg-surface",
  "mantine-color-default-hover": "bg-hover",
  "mantine-color-default-color": "text-1",
  "mantine-color-default-border": "line-2",
  "mantine-color-disabled": "bg-sunken",
  "mantine-color-disabled-color": "text-4",
  "mantine-primary-color-filled": "accent",
  "mantine-primary-color-filled-hover": "accent-hover",
  "mantine-primary-color-contrast": "on-accent",
  "mantine-primary-color-light": "accent-tint",
  "mantine-primary-color-light-hover": "accent-tint-2",
  "mantine-primary-color-light-color": "accent-text",
  "mantine-color-anchor": "accent-text",
  "mantine-color-error": "danger-text",
};

/** The tokens know day and night themselves, so both schemes get the same list. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const variables: Record<`--${string}`, string> = {};
  for (const [name, token] of Object.entries(variableTokens)) {
    variables[`--${name}`] = `var(--${token})`;
  }
  for (const hue of hues) {
    variables[`--mantine-color-${hue}-light`] = `var(--${hue}-soft)`;
    variables[`--mantine-color-${hue}-light-color`] = `var(--${hue}-text)`;
  }
  return { variables: {}, light: variables, dark: variables };
};
