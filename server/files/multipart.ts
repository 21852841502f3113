/** One part of a form, as it comes. */
export interface Part {
  readonly name: string;
  /** The file's own name without folders; null for a plain field. */
  readonly filename: string | null;
  /** As the sender says; "" where he doesn't. */
  readonly type: string;
  /** Must be read to its end, or left, before the next part is asked for. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** The body is no form, or ends early. */
export class MalformedForm extends Error {
  override name = "MalformedForm";
}

const HEADERS_MAX = 16_384;
const CRLF = Buffer.from("\r\n");
const BLANK_LINE = Buffer.from("\r\n\r\n");

/** The boundary that a content type of multipart/form-data names, or null. */
export function boundaryOf(contentType: string | undefined): string | null {
  if (!contentType || !/^multipart\/form-data\s*;/i.test(contentType)) return null;
  const match = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return match?.[1] ?? match?.[2] ?? null;
}

/** Parts of a multipart/form-data body (RFC 7578), without holding any of them in memory. Throws `MalformedForm`. */
export async function* readParts(body: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const input = new Input(body);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // As if a line ended before the body, so that the first boundary looks like the others.
  input.unread(CRLF);
  for await (const _ of input.until(delimiter)); // what stands before the first part is nobody's
  while (true) {
    const next = await input.take(2);
    if (next.equals(Buffer.from("--"))) return;
    if (!next.equals(CRLF)) throw new MalformedForm("boundary");
    input.unread(CRLF);
    const head = await input.head();
    const content = input.until(delimiter);
    yield { ...head, content };
    for await (const _ of content); // what the reader left
  }
}

/** Bytes as they come, searched without copying more than a boundary's length. */
class Input {
  #held: Buffer = Buffer.alloc(0);
  readonly #source: AsyncIterator<Uint8Array>;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  unread(bytes: Buffer): void {
    this.#held = Buffer.concat([bytes, this.#held]);
  }

  async #more(): Promise<void> {
    const next = await this.#source.next();
    if (next.done === true) throw new MalformedForm("end");
    this.#held = this.#held.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#held, next.value]);
  }

  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more();
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  /** Everything before the delimiter, which is taken away. */
  async *until(delimiter: Buffer): AsyncGenerator<Uint8Array> {
    while (true) {
      const at = this.#held.indexOf(delimiter);
      if (at >= 0) {
        const last = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + delimiter.length);
        if (last.length > 0) yield last;
        return;
      }
      // The delimiter may have begun in the last bytes.
      const sure = this.#held.length - delimiter.length + 1;
      if (sure > 0) {
        const piece = this.#held.subarray(0, sure);
        this.#held = this.#held.subarray(sure);
        yield piece;
      }
      await this.#more();
    }
  }

  /** A part's headers, up to their blank line. */
  async head(): Promise<Omit<Part, "content">> {
    let at = this.#held.indexOf(BLANK_LINE);
    while (at < 0) {
      if (this.#held.length > HEADERS_MAX) throw new MalformedForm("headers");
      await this.#more();
      at = this.#held.indexOf(BLANK_LINE);
    }
    const lines = this.#held.subarray(0, at).toString("utf8").split("\r\n");
    this.#held = this.#held.subarray(at + BLANK_LINE.length);
    const header = (name: string): string => lines.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1).trim() ?? "";
    const disposition = header("content-disposition");
    const name = parameter(disposition, "name");
    if (!/^form-data\b/i.test(disposition) || name === null) throw new MalformedForm("disposition");
    const filename = parameter(disposition, "filename");
    return { name, filename: filename === null ? null : (filename.split(/[/\\]/).pop() ?? ""), type: header("content-type").toLowerCase().replace(/\s*;.*$/, "") };
  }
}

/** A quoted parameter; browsers write `"` as %22 and line ends as %0D %0A there, and nothing else. */
function parameter(header: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, "i").exec(header) ?? new RegExp(`;\\s*${name}=([^\\s;"]+)`, "i").exec(header);
  return match?.[1]?.replace(/\\(["\\])/g, "$1").replaceAll("%22", '"').replace(/%0[AD]/gi, " ") ?? null;
}
