import { Hono } from "hono";
import type { Model } from "#shared/model/model.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { HttpEnv } from "./context.ts";
import type { Services } from "./env.ts";
import { message } from "./messages.ts";
import { ROUTES, recordRoutes, toPaths } from "./openapi-paths.ts";
import { objectSchema, type Part } from "./openapi-schemas.ts";
import { COOKIE } from "./signed.ts";

/** `/api/w/:ws/openapi.json`: the API of this workspace as this viewer may use it, made from the request schemas and the model. */
export function openApiRoutes(services: Services): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get("/", async (c) => {
    const { workspace, viewer, account, language } = c.var;
    const membership = await services.system.directory.membership(workspace.slug, account.id);
    const title = message(language, "openapi.title", { workspace: membership?.workspace.name ?? workspace.slug }) ?? workspace.slug;
    return c.json(openApi(workspace.current.model, viewer, workspace.slug, title, services.url()));
  });
  return app;
}

function openApi(model: Model, viewer: Viewer, slug: string, title: string, url: string): Part {
  const objects = [...model.objects.values()].filter((object) => viewer.rights.object(object.name).policy("read").size > 0);
  return {
    openapi: "3.1.0",
    info: { title, version: String(model.release) },
    servers: [{ url }],
    security: [{ session: [] }, { token: [] }],
    paths: { ...toPaths(ROUTES, slug), ...toPaths(objects.flatMap(({ name }) => recordRoutes(name)), slug) },
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: COOKIE }, token: { type: "http", scheme: "bearer" } },
      schemas: { ...Object.fromEntries(objects.map((object) => [object.name, objectSchema(object, viewer.rights)])), Problem: PROBLEM },
      responses: { Problem: { description: "Problem", content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } } },
    },
  };
}

const PROBLEM: Part = {
  type: "object",
  required: ["type", "title", "status", "errors"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    errors: { type: "array", items: { type: "object", properties: { path: { type: "string" }, rule: { type: "string" }, message: { type: "string" }, params: { type: "object" } } } },
  },
};
