import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOfPointer } from "./json-place.ts";

const text = `{
  "kind": "object",
  "fields": [
    { "name": "a}", "label": { "en": "A \\"x\\"" } },
    { "name": "b", "options": ["x", "y"] }
  ]
}`;
const at = (pointer: string): string => {
  const { from, to } = placeOfPointer(text, pointer);
  return text.slice(from, to);
};

test.each([
  ["", "{"], ["/kind", '"kind"'], ["/fields/1/options/1", '"y"'], ["/fields/0/label/en", '"en"'], ["/fields/1", '{ "name": "b", "options": ["x", "y"] }'],
  ["/fields/7/name", '"fields"'], ["/fields/1/type", '{ "name": "b", "options": ["x", "y"] }'],
])("%s is at %s", (pointer, expected) => expect(at(pointer)).toBe(expected));

test("every property of any JSON is found at its key", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, seed) => {
      const source = JSON.stringify(value, null, seed % 3);
      const walk = (part: unknown, pointer: string): void => {
        if (typeof part !== "object" || part === null) return;
        for (const [key, inner] of Object.entries(part)) {
          const here = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
          const { from, to } = placeOfPointer(source, here);
          if (!Array.isArray(part)) expect(source.slice(from, to)).toBe(JSON.stringify(key));
          else expect(JSON.stringify(inner).replace(/\s/g, "")[0]).toBe(source[from]);
          walk(inner, here);
        }
      };
      walk(value, "");
    }),
    { numRuns: 300, seed: 2 },
  );
});

test("broken text is no reason to fail", () => {
  fc.assert(fc.property(fc.stringMatching(/^[{}[\]",:a-z \n\\]{0,60}$/), fc.constantFrom("/a", "/0/b", "/a/1/c"), (source, pointer) => void placeOfPointer(source, pointer)), { numRuns: 1000, seed: 4 });
});
