import { problem } from "#shared/lib/problem.ts";
import { poisonedKey, type Json, type JsonObject, isJsonObject } from "#shared/lib/json.ts";
import { CAPS } from "#shared/metadata/caps.ts";
import { Refusal } from "#server/refusal.ts";

/** What is needed of a request: any Hono context has it. */
export interface WithBody {
  readonly req: { header(name: string): string | undefined; text(): Promise<string> };
}

/** Only bodies in which one of these stands need the slow look for keys that poison and text that no database holds. */
const SUSPICIOUS = /__proto__|constructor|prototype|\\u/;
const MAX_DEPTH = 200;
const [QUOTE, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [34, 92, 91, 93, 123, 125];
/** Under the `u` flag this matches only half a pair. */
const HALF_PAIR = /[\uD800-\uDFFF]/u;

/**
 * The request's JSON. Refuses what is no JSON (400), of another media type (415), over the cap (413), or has text that no
 * database can hold (NUL, half a surrogate pair) or keys that could poison a prototype (400).
 */
export async function readJson(c: WithBody): Promise<Json> {
  return parseJsonBody(await readText(c));
}

/** As `readJson`, for bodies that must be an object. */
export async function readJsonObject(c: WithBody): Promise<JsonObject> {
  const body = await readJson(c);
  if (!isJsonObject(body)) throw new Refusal("not_understood", [problem("", "object")]);
  return body;
}

/** As `readJson`, with the text as it came beside it: what idempotency keys are compared by. */
export async function readJsonWithText(c: WithBody): Promise<{ json: Json; text: string }> {
  const text = await readText(c);
  return { json: parseJsonBody(text), text };
}

/** The body's text, at most 10 MB, of a JSON media type. */
async function readText(c: WithBody): Promise<string> {
  const type = c.req.header("content-type");
  if (type === undefined || !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) throw new Refusal("unsupported_media", [problem("", "json_expected")]);
  const text = await c.req.text();
  if (text.length > CAPS.bodyBytes) throw new Refusal("too_large", [problem("", "body_size", { max: CAPS.bodyBytes })]);
  return text;
}

function parseJsonBody(text: string): Json {
  if (text.length > MAX_DEPTH && tooDeep(text)) throw new Refusal("not_understood", [problem("", "depth", { max: MAX_DEPTH })]);
  let json: Json;
  try {
    json = JSON.parse(text) as Json; // JSON.parse makes nothing else
  } catch {
    throw new Refusal("not_understood", [problem("", "json")]);
  }
  if (SUSPICIOUS.test(text)) refuseUnstorable(json);
  return json;
}

/** Refuses keys that poison and text that can't be stored. */
function refuseUnstorable(json: Json): void {
  const poisoned = poisonedKey(json);
  if (poisoned !== null) throw new Refusal("not_understood", [problem(poisoned, "key")]);
  const bad = unstorableText(json, "");
  if (bad !== null) throw new Refusal("not_understood", [problem(bad, "characters")]);
}

/** Whether brackets outside of strings nest deeper than `MAX_DEPTH`: such a value would exhaust the stack of whoever walks it. */
function tooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_BRACKET || code === OPEN_BRACE) {
      if (++depth > MAX_DEPTH) return true;
    } else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) depth--;
  }
  return false;
}

function unstorableText(json: Json, path: string): string | null {
  if (typeof json === "string") return isStorable(json) ? null : path;
  if (typeof json !== "object" || json === null) return null;
  for (const [key, value] of Object.entries(json)) {
    if (!isStorable(key)) return path;
    const below = unstorableText(value, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    if (below !== null) return below;
  }
  return null;
}

/** No NUL and no half surrogate: what both databases and UTF-8 can hold. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && !HALF_PAIR.test(text);
}
