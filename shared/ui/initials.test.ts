import { expect, it } from "vitest";
import { hueOf, hues } from "./hue.ts";
import { initials } from "./initials.ts";
import { keyText } from "./keys.ts";
import { matches } from "./match.ts";

it.each([
  ["林晚晴", "林"], ["欧阳修", "欧"], ["Lin Wanqing", "LW"], ["Maya Ngozi Okafor", "MO"], ["Zhou Yiran 周亦然", "ZY"],
  ["émile", "É"], ["j.smith", "JS"], ["  ", ""], ["𠮷田", "𠮷"],
])("initials of %s are %s", (name, expected) => {
  expect(initials(name)).toBe(expected);
});

it("gives an id the same hue for ever, never grey, and uses all seven", () => {
  const given = Array.from({ length: 500 }, (_, at) => hueOf(`01928c7e-${at}`));
  expect(new Set(given)).toEqual(new Set(hues.filter((hue) => hue !== "grey")));
  expect(hueOf("01928c7e-1")).toBe(given[1]);
});

it("writes shortcuts as the machine does", () => {
  expect(keyText("mod+shift+p", true)).toBe("⌘⇧P");
  expect(keyText("mod+k", false)).toBe("Ctrl+K");
});

it("matches every word, whatever the case, width and accents", () => {
  expect(matches("ＬＩＮＥ zil", "Žilina line 3")).toBe(true);
  expect(matches("line 4", "Žilina line 3")).toBe(false);
  expect(matches("衡川", "苏州衡川精密")).toBe(true);
  expect(matches("  ", "anything")).toBe(true);
});
