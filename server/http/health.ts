import { Hono } from "hono";
import type { HttpEnv } from "./context.ts";
import type { Services } from "./env.ts";

/** `/healthz`: the process lives. `/readyz`: it takes work and its database answers. `/metrics`: numbers for Prometheus. */
export function healthRoutes(services: Services): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  services.metrics.gauge("tangram_open_workspaces", "Workspaces whose database is open in this process.", () => services.registry.openCount);
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    if (services.isStopping()) return c.json({ status: "stopping" }, 503);
    try {
      await services.system.store.reader.get("select 1");
      return c.json({ status: "ready" });
    } catch {
      return c.json({ status: "no database" }, 503);
    }
  });
  app.get("/metrics", (c) => c.text(services.metrics.text(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }));
  return app;
}
