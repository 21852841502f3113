import { Hono } from "hono";
import { Refusal } from "#server/refusal.ts";
import { authRoutes } from "./auth.ts";
import type { HttpEnv } from "./context.ts";
import type { Services, SignedEnv } from "./env.ts";
import { eventRoutes } from "./events.ts";
import { guard, sameOrigin } from "./guard.ts";
import { healthRoutes } from "./health.ts";
import { meRoutes } from "./me.ts";
import { memberRoutes } from "./members.ts";
import { modelRoutes } from "./model.ts";
import { myViewRoutes } from "./my-views.ts";
import { openApiRoutes } from "./openapi.ts";
import { answerError } from "./problem.ts";
import { searchRoutes } from "./search.ts";
import { setupRoutes } from "./setup.ts";
import { inWorkspace, signedIn } from "./signed.ts";
import { staticFiles } from "./static.ts";
import { mailRoutes, templateRoutes, workspaceRoutes } from "./workspaces.ts";
import { recordDoors } from "./record-doors.ts";

/**
 * The whole HTTP face over the services. Doors without a session come first; behind them everything under `/api` answers 401
 * to who is not signed in, also where there is no such route.
 */
export function createApp(services: Services): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.onError((error, c) => answerError(c, error, (fields, text) => services.log.error(fields, text)));
  app.notFound((c) => answerError(c, new Refusal("not_found"), () => undefined));
  app.use("*", guard(services));
  app.route("/", healthRoutes(services));

  const api = new Hono<SignedEnv>();
  api.use("*", sameOrigin(services));
  api.route("/auth", authRoutes(services));
  api.route("/setup", setupRoutes(services));
  api.use("*", signedIn(services));
  api.route("/me", meRoutes(services));
  api.route("/workspaces", workspaceRoutes(services));
  api.route("/templates", templateRoutes(services));
  api.route("/mails", mailRoutes(services));
  api.route("/w/:ws", workspaceApi(services));
  app.route("/api", api);

  // What is under /api is answered above; everything else is a screen.
  app.all("/api/*", (c) => c.notFound());
  app.get("*", staticFiles(services.web));
  return app;
}

function workspaceApi(services: Services): Hono<SignedEnv> {
  const app = new Hono<SignedEnv>();
  app.use("*", inWorkspace(services));
  app.route("/model", modelRoutes(services));
  app.route("/members", memberRoutes(services));
  app.route("/my/views", myViewRoutes());
  app.route("/search", searchRoutes());
  app.route("/events", eventRoutes(services));
  app.route("/openapi.json", openApiRoutes(services));
  for (const routes of recordDoors(services.files)) app.route("/", routes);
  return app;
}
