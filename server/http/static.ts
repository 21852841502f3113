import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import type { Context, Handler } from "hono";
import type { HttpEnv } from "./context.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".ico": "image/x-icon", ".webp": "image/webp", ".woff2": "font/woff2", ".woff": "font/woff",
  ".ttf": "font/ttf", ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json", ".wasm": "application/wasm",
};

interface Asset {
  readonly file: string;
  readonly type: string;
  readonly etag: string;
  /** Named by its content: may be kept for ever. */
  readonly immutable: boolean;
  readonly encodings: readonly ("br" | "gz")[];
}

/** Where the two pages have screens (runtime/shell/router.tsx, builder/shell/router.tsx). */
const SCREENS = /^\/($|(w|studio|setup|sign-in|reset|new-workspace)(\/|$))/;

/**
 * The built screens: files by their exact path, the studio's page for every address under `/studio`, the runtime's for all others. The list is made once, so
 * that no request can name a file outside of it.
 */
export function staticFiles(folder: string | null): Handler<HttpEnv> {
  const assets = folder === null ? new Map<string, Asset>() : listAssets(folder);
  const pages = { runtime: assets.get("/index.html"), studio: assets.get("/studio.html") };
  return async (c) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return c.notFound();
    const asset = assets.get(c.req.path);
    if (asset) return send(c, asset);
    const page = /^\/studio(\/|$)/.test(c.req.path) ? pages.studio : pages.runtime;
    // A path with a file's ending, or one of the server's own, is no screen.
    if (!page || extname(c.req.path) !== "" || c.req.path.startsWith("/assets/")) return c.notFound();
    // Any other address shows the runtime's own "nothing here".
    if (!SCREENS.test(c.req.path)) c.status(404);
    return send(c, page);
  };
}

function listAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || entry.name.startsWith(".") || type === undefined) continue;
    const path = `/${relative(folder, file).replaceAll(sep, "/")}`;
    const { size, mtimeMs } = statSync(file);
    const immutable = /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(path);
    const etag = immutable ? `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"` : `"${createHash("sha256").update(readFileSync(file)).digest("base64url").slice(0, 22)}"`;
    assets.set(path, { file, type, etag, immutable, encodings: (["br", "gz"] as const).filter((encoding) => existsSync(`${file}.${encoding}`)) });
  }
  return assets;
}

async function send(c: Context<HttpEnv>, asset: Asset): Promise<Response> {
  c.header("etag", asset.etag);
  c.header("cache-control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  c.header("vary", "Accept-Encoding");
  if (c.req.header("if-none-match") === asset.etag) return c.body(null, 304);
  const accepted = c.req.header("accept-encoding") ?? "";
  const encoding = asset.encodings.find((known) => new RegExp(`\\b${known === "gz" ? "gzip" : "br"}\\b`).test(accepted));
  if (encoding) c.header("content-encoding", encoding === "gz" ? "gzip" : "br");
  c.header("content-type", asset.type);
  return c.body(new Uint8Array(await readFile(encoding ? `${asset.file}.${encoding}` : asset.file)));
}
