import { Hono } from "hono";
import { Type } from "typebox";
import { installPackages, checkPackages, packageList, removePackage } from "#server/metadata/install.ts";
import { removeSampleData } from "#server/metadata/remove-data.ts";
import { Refusal } from "#server/refusal.ts";
import type { HttpEnv } from "./context.ts";
import { requireBuilder } from "./draft.ts";
import { readBody, readParameters } from "./input.ts";
import { booleanOf, publisher } from "./releases.ts";

const WishSchema = Type.Object(
  {
    packages: Type.Array(Type.String({ maxLength: 48 }), { minItems: 1, maxItems: 50 }),
    sampleData: Type.Optional(Type.Union([Type.Boolean(), Type.Literal("small")])),
  },
  { additionalProperties: false },
);

/** `/packages…` and `/sample-data` of a workspace (contract §4): for those whose role lets them build. */
export function packageRoutes(): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();

  routes.get("/packages", async (c) => {
    const { workspace } = requireBuilder(c);
    return c.json({ packages: await packageList(workspace) });
  });

  routes.post("/packages/install", async (c) => {
    const { workspace, viewer } = requireBuilder(c);
    const dryRun = booleanOf(readParameters(c, ["dryRun"]).dryRun);
    const { packages, sampleData = false } = await readBody(c, WishSchema);
    if (dryRun) return c.json(await checkPackages(workspace, publisher(viewer), packages));
    return c.json(await installPackages(workspace, publisher(viewer), packages, sampleData), 201);
  });

  routes.post("/packages/check", async (c) => {
    const { workspace, viewer } = requireBuilder(c);
    const { packages } = await readBody(c, WishSchema);
    return c.json(await checkPackages(workspace, publisher(viewer), packages));
  });

  routes.delete("/packages/:name", async (c) => {
    const { workspace, viewer } = requireBuilder(c);
    return c.json(await removePackage(workspace, publisher(viewer), c.req.param("name")));
  });

  routes.delete("/sample-data", async (c) => {
    const { workspace, viewer } = requireBuilder(c);
    // It deletes records of all kinds: more than building.
    if (!viewer.rights.administrator) throw new Refusal("forbidden");
    return c.json(await removeSampleData(workspace.store, workspace.current));
  });

  return routes;
}
