import { describe, expect, it } from "vitest";
import { compactText } from "./compact.ts";

describe("compactText", () => {
  it("shortens the digits and keeps what stands around them", () => {
    expect(compactText("¥159,320,000", "159320000.00", "en")).toBe("¥159.32m");
    expect(compactText("−¥21,410,000,000", "-21410000000", "en")).toBe("−¥21.41bn");
    expect(compactText("USD 1,286,000", "1286000", "zh-CN")).toBe("USD 128.6万");
  });

  it("leaves small numbers alone", () => {
    expect(compactText("¥999,999.00", "999999.00", "en")).toBe("¥999,999.00");
    expect(compactText("", null, "en")).toBe("");
  });
});
