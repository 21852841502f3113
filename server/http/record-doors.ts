import type { Hono } from "hono";
import type { HttpEnv } from "./context.ts";
import { draftRoutes } from "./draft.ts";

/** The routes of records, metadata and files; each names its own paths under `/api/w/:ws`. */
export function recordDoors(): Hono<HttpEnv>[] {
  return [draftRoutes()];
}
