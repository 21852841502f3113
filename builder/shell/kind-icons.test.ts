import { expect, test } from "vitest";
import { BLOCK_KINDS } from "#shared/kinds/blocks.ts";
import { FIELD_CHOICES } from "#shared/kinds/fields.ts";
import { VIEW_KINDS } from "#shared/kinds/views.ts";
import { knownIcons } from "./kind-icons.ts";

test("every kind has its icon, and no icon lies idle", () => {
  const named = new Set([...FIELD_CHOICES, ...BLOCK_KINDS, ...VIEW_KINDS].map(({ icon }) => icon));
  expect([...named].filter((icon) => !knownIcons.has(icon))).toEqual([]);
  expect([...knownIcons].filter((icon) => !new Set<string>(named).has(icon))).toEqual([]);
});
