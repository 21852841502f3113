import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** How this process was told to run (contract §1), checked. */
export interface Config {
  /** The checkout: where `templates/` and `dist/` are. */
  readonly root: string;
  readonly host: string;
  readonly port: number;
  /** Address for links in mail and redirects, without a slash at the end; null: that of the listening socket. */
  readonly url: string | null;
  /** Folder of databases and files; it exists. */
  readonly data: string;
  readonly databaseUrl: string | null;
  /** A folder. */
  readonly files: string;
  /** Keys the hashes of sessions, tokens and links. */
  readonly secret: string;
  readonly smtpUrl: string | null;
  /** Whether an address belongs to a trusted proxy. */
  readonly trusts: (address: string) => boolean;
  readonly firstAdministrator: { email: string; password: string } | null;
  readonly demo: boolean;
}

/** A setting is wrong; the message is one line for the person who starts the server. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the variables of contract §1; makes the data folder and, on SQLite, the secret in it. Throws `ConfigError`.
 * Empty variables count as absent.
 */
export function readConfig(env: Environment, options: { demo?: boolean; root?: string } = {}): Config {
  const get = (name: string): string | null => env[name]?.trim() || null;
  const host = get("HOST") ?? "127.0.0.1";
  const databaseUrl = readDatabaseUrl(get("DATABASE_URL"));
  const url = readUrl(get("TANGRAM_URL"));
  if (url === null && !isLoopback(host)) throw new ConfigError(`TANGRAM_URL must be set when HOST (${host}) is not loopback: links in mail need the public address.`);
  const data = readData(get("TANGRAM_DATA") ?? "./data");
  return {
    root: options.root ?? projectRoot(),
    host,
    port: readPort(get("PORT")),
    url,
    data,
    databaseUrl,
    files: readFiles(get("TANGRAM_FILES"), data),
    secret: readSecret(get("TANGRAM_SECRET"), databaseUrl, data),
    smtpUrl: readSmtp(get("TANGRAM_SMTP_URL")),
    trusts: readProxies(get("TANGRAM_PROXY")),
    firstAdministrator: readAdministrator(get("TANGRAM_ADMIN_EMAIL"), get("TANGRAM_ADMIN_PASSWORD")),
    demo: options.demo ?? false,
  };
}

/** The nearest folder above this file with a package.json: the same for the sources and for what is built into dist/. */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) throw new ConfigError("Tangram's own folder (with package.json and templates/) was not found.");
    folder = above;
  }
  return folder;
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function readPort(text: string | null): number {
  if (text === null) return 7700;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new ConfigError(`PORT must be a number from 0 to 65535, not "${text}".`);
  return port;
}

function parseUrl(name: string, text: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !protocols.includes(url.protocol)) throw new ConfigError(`${name} must be an address that begins ${protocols.map((p) => `${p}//`).join(" or ")}.`);
  return url;
}

function readUrl(text: string | null): string | null {
  if (text === null) return null;
  const url = parseUrl("TANGRAM_URL", text, ["http:", "https:"]);
  if (url.pathname !== "/" || url.search || url.hash || url.username) throw new ConfigError("TANGRAM_URL must be an address without path, query or user, such as https://crm.example.com.");
  return url.origin;
}

function readDatabaseUrl(text: string | null): string | null {
  if (text === null) return null;
  parseUrl("DATABASE_URL", text, ["postgres:", "postgresql:"]);
  return text;
}

function readSmtp(text: string | null): string | null {
  if (text === null) return null;
  parseUrl("TANGRAM_SMTP_URL", text, ["smtp:", "smtps:"]);
  return text;
}

function readData(text: string): string {
  const folder = resolve(text);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ConfigError(`TANGRAM_DATA ${folder} can't be used: ${reason(error)}`);
  }
  return folder;
}

function readFiles(text: string | null, data: string): string {
  if (text === null) return join(data, "files");
  if (/^[a-z0-9+]+:\/\//i.test(text)) throw new ConfigError("TANGRAM_FILES must be a folder; object storage (s3://) is not supported by this version.");
  return resolve(text);
}

function readSecret(text: string | null, databaseUrl: string | null, data: string): string {
  if (text !== null) {
    if (text.length < 16) throw new ConfigError("TANGRAM_SECRET must have at least 16 characters.");
    return text;
  }
  if (databaseUrl !== null) throw new ConfigError("TANGRAM_SECRET must be set with DATABASE_URL: all processes share it.");
  const file = join(data, "secret");
  try {
    if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    const secret = readFileSync(file, "utf8").trim();
    if (secret.length < 16) throw new ConfigError(`${file} holds no secret: restore it, or remove it to sign everybody out.`);
    return secret;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`TANGRAM_DATA ${data} can't be used: ${reason(error)}`);
  }
}

function readProxies(text: string | null): (address: string) => boolean {
  if (text === null) return () => false;
  const list = new BlockList();
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const [address = "", bits] = part.split("/");
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : Number(bits);
    if (version === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most) throw new ConfigError(`TANGRAM_PROXY: "${part}" is neither an address nor a range like 10.0.0.0/8.`);
    list.addSubnet(address, prefix, version === 4 ? "ipv4" : "ipv6");
  }
  return (address) => {
    const plain = address.startsWith("::ffff:") ? address.slice(7) : address;
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? "ipv4" : "ipv6");
  };
}

function readAdministrator(email: string | null, password: string | null): Config["firstAdministrator"] {
  if (email === null && password === null) return null;
  if (email === null || password === null) throw new ConfigError("TANGRAM_ADMIN_EMAIL and TANGRAM_ADMIN_PASSWORD belong together: set both or none.");
  return { email, password };
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
