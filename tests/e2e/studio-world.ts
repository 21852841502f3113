import type { Browser } from "playwright-core";
import { expect } from "vitest";
import type { Language } from "#shared/lib/label.ts";
import type { Document } from "#shared/metadata/document.ts";
import { startProduct, Visitor, type Product, type VisitOptions } from "./support.ts";

/** The workspace that the studio's tests build in. */
export const WS = "acme";

export interface Studio {
  readonly product: Product;
  /** A visit of the administrator, who builds. */
  builder(language?: Language, options?: VisitOptions): Promise<Visitor>;
}

/** The product with a workspace of two modules and their sample records, made through the API: its screens have tests of their own. */
export async function startStudio(browser: Browser): Promise<Studio> {
  const product = await startProduct();
  const visitor = await Visitor.open(browser, product.url);
  const token = new URL(product.link ?? "").searchParams.get("token") ?? "";
  const workspace = { name: "Acme", slug: WS, locale: "en", currency: "CNY", templates: ["customer", "opportunity"], sampleData: true };
  const answer = await visitor.context.request.post("/api/setup", { data: { token, email: "lin@example.com", name: "Lin Yi", password: "Correct-horse-7-battery", workspace } });
  expect(answer.status()).toBe(201);
  const session = JSON.stringify(await visitor.context.storageState());
  await visitor.context.close();
  return {
    product,
    builder: (language = "en", options = {}) => Visitor.open(browser, product.url, { language, storageState: JSON.parse(session), ...options }),
  };
}

/** A document of the draft, as the server has it. */
export async function stored<D extends Document>(visitor: Visitor, kind: D["kind"], name: string): Promise<D> {
  return (await (await visitor.context.request.get(`/api/w/${WS}/draft/${kind}/${name}`)).json()) as D; // contract §4
}
