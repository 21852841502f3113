const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

// Random bytes are drawn for many ids at once: a call costs more than what it brings.
const pool = new Uint8Array(10 * 256);
let drawn = pool.length;

let lastTime = 0;
let sequence = 0;

/** A new UUIDv7 (RFC 9562 §5.7): ids of one process sort in the order they were made, also within a millisecond. */
export function newId(now: number = Date.now()): string {
  if (drawn === pool.length) {
    crypto.getRandomValues(pool);
    drawn = 0;
  }
  const bytes = new Uint8Array(16);
  bytes.set(pool.subarray(drawn, drawn + 10), 6);
  drawn += 10;
  if (now > lastTime) {
    lastTime = now;
    sequence = ((bytes[6] ?? 0) << 3) & 0x7ff;
  } else if (++sequence > 0xfff) {
    lastTime += 1;
    sequence = 0;
  }
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(lastTime / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = 0x70 | (sequence >> 8);
  bytes[7] = sequence & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => HEX[byte] ?? "").join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function isId(text: unknown): text is string {
  return typeof text === "string" && UUID.test(text);
}
