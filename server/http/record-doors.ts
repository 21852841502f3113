import type { Hono } from "hono";
import type { FileStore } from "#server/files/port.ts";
import { commentRoutes } from "./comments.ts";
import type { HttpEnv } from "./context.ts";
import { draftRoutes } from "./draft.ts";
import { fileRoutes } from "./files.ts";
import { historyRoutes } from "./history.ts";
import { packageRoutes } from "./packages.ts";
import { presenceRoutes } from "./presence.ts";
import { queryRoutes } from "./query.ts";
import { recordWriteRoutes } from "./records-write.ts";
import { releaseRoutes } from "./releases.ts";

/** The routes of records, metadata and files; each names its own paths under `/api/w/:ws`. */
export function recordDoors(files: FileStore): Hono<HttpEnv>[] {
  return [queryRoutes(), recordWriteRoutes(), historyRoutes(), commentRoutes(), draftRoutes(), presenceRoutes(), releaseRoutes(), packageRoutes(), fileRoutes(files)];
}
