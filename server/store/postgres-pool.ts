import pg from "pg";
import { errorCode } from "./errors.ts";
import { StoreUnavailable, UniqueViolation } from "./port.ts";

const BOOL = 16;
/** int2, int4, oid, float4, float8 */
const NUMBERS = new Set([21, 23, 26, 700, 701]);

type Parse = (text: string) => unknown;
const parseBool: Parse = (text) => text === "t";
const parseText: Parse = (text) => text;

/** Dates, times, numerics, bigints and JSON arrive as text: the decoder knows what they mean, and nothing is lost. */
const types = {
  getTypeParser(oid: number): Parse {
    if (oid === BOOL) return parseBool;
    return NUMBERS.has(oid) ? Number : parseText;
  },
} as unknown as pg.CustomTypesConfig; // its declared overloads ask for one function per format

/** Connections to a PostgreSQL server, with the parsers that the store counts on. */
export function createPool(url: string, options: { max?: number } = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10, types, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 30_000, keepAlive: true });
  // An idle connection that breaks is dropped by the pool itself; who next asks for one hears of a server that is gone.
  pool.on("error", () => undefined);
  // One that breaks while in use fails its statement; without a listener the event would end the process besides.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Serialization failure, deadlock, lock timeout: the same work may pass when it is done again. */
const AGAIN = new Set(["40001", "40P01", "55P03"]);
/** A reference whose target went while the write ran: done again, the write sees so and refuses in its own words. */
const REFERENCE = "23503";

export function mayPassAgain(error: unknown, attempt: number): boolean {
  const code = causeCode(error);
  return (AGAIN.has(code) && attempt < 6) || (code === REFERENCE && attempt < 2);
}

function causeCode(error: unknown): string {
  const code = errorCode(error);
  return code === "" && error instanceof Error && error.cause !== undefined ? causeCode(error.cause) : code;
}

/** Connection lost or refused, shutting down, out of disk, memory or connections, read-only after a failover. */
const UNAVAILABLE = /^(08|53|58|57P0|25006|EC|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)/;
const LOST = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool/;

/** A driver's error in the store's words. */
export function translated(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreUnavailable || error instanceof UniqueViolation) return error;
  const code = errorCode(error);
  if (code === "23505" && error instanceof pg.DatabaseError) return new UniqueViolation(error.constraint ?? "", { cause: error });
  return UNAVAILABLE.test(code) || LOST.test(error.message) ? new StoreUnavailable(code || error.message, { cause: error }) : error;
}
