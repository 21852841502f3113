/** Caps of contract §3; `skip`: rows that a list passes over. */
export const CAPS = { documentBytes: 1_000_000, objects: 500, fields: 500, pageSize: 500, skip: 10_000_000, whereDepth: 8, inList: 1000, batch: 1000, bodyBytes: 10_000_000 } as const;
