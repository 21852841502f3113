import { Hono, type Context } from "hono";
import { problem } from "#shared/lib/problem.ts";
import { findFile, takeFile, UNKNOWN_TYPE } from "#server/files/files.ts";
import { boundaryOf, MalformedForm, readParts } from "#server/files/multipart.ts";
import type { FileStore } from "#server/files/port.ts";
import { Refusal } from "#server/refusal.ts";
import type { HttpEnv } from "./context.ts";
import { readParameters } from "./input.ts";

/** Types that no browser runs; everything else is told as bytes. */
const INERT = new Set([
  "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "application/pdf", "text/plain", "text/csv", "application/zip", "audio/mpeg", "audio/ogg", "video/mp4", "video/webm",
  "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
]);

/** `POST /files` takes the one file of a form, as a record's field holds it; `GET /files/:id` answers its content. */
export function fileRoutes(files: FileStore): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();

  routes.post("/files", async (c) => {
    readParameters(c, []);
    const boundary = boundaryOf(c.req.header("content-type"));
    if (boundary === null) throw new Refusal("unsupported_media", [problem("", "multipart_expected")]);
    const { body } = c.req.raw;
    if (!body) throw new Refusal("not_understood", [problem("", "file_missing")]);
    return c.json(await firstFile(c, files, body as unknown as AsyncIterable<Uint8Array>, boundary), 201); // Node's streams are iterable; the DOM's type doesn't say so
  });

  routes.get("/files/:id", async (c) => {
    readParameters(c, []);
    const workspace = c.get("workspace");
    const file = await findFile(workspace, c.get("viewer"), c.req.param("id"));
    const headers = {
      "content-type": INERT.has(file.type) ? file.type : UNKNOWN_TYPE,
      "content-disposition": attachment(file.name),
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      // Asked for again each time, since rights may go; the content itself never changes.
      "cache-control": "private, no-cache",
      etag: `"${file.sha256}"`,
    };
    if (c.req.header("if-none-match") === headers.etag) return c.body(null, 304, headers);
    const content = await files.open(workspace.id, file.sha256);
    if (!content) throw new Refusal("not_found");
    return c.body(content, 200, { ...headers, "content-length": String(file.size) });
  });

  return routes;
}

async function firstFile(c: Context<HttpEnv>, files: FileStore, body: AsyncIterable<Uint8Array>, boundary: string): ReturnType<typeof takeFile> {
  try {
    for await (const part of readParts(body, boundary)) {
      if (part.filename !== null) return await takeFile(c.get("workspace"), files, c.get("viewer"), part, new Date().toISOString());
    }
  } catch (error) {
    throw error instanceof MalformedForm ? new Refusal("not_understood", [problem("", "multipart_expected")]) : error;
  }
  throw new Refusal("not_understood", [problem("", "file_missing")]);
}

/** The name in plain ASCII for old programs, in full beside it (RFC 6266). */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const full = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
