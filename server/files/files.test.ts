import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { folderFiles } from "./folder.ts";
import { boundaryOf, MalformedForm, readParts } from "./multipart.ts";
import { ContentTooLarge } from "./port.ts";

/** Bytes in pieces of the given sizes, as a network brings them. */
async function* pieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

describe("forms", () => {
  test("parts come whole however the bytes are cut", async () => {
    // Bytes that look like the boundary's beginning are the hard ones.
    const byte = fc.oneof(fc.constantFrom(...Buffer.from("\r\n--bX")), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(byte, { maxLength: 60 }), { minLength: 1, maxLength: 4 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }), async (contents, sizes) => {
        const boundary = "bXbX77";
        const files = contents.map((content) => Buffer.from(content)).filter((content) => !content.includes(`\r\n--${boundary}`));
        const body = Buffer.concat([
          ...files.flatMap((content, i) => [Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="f${i}"; filename="名 %22${i}.txt"\r\nContent-Type: Text/Plain; charset=x\r\n\r\n`), content, Buffer.from("\r\n")]),
          Buffer.from(`--${boundary}--\r\n`),
        ]);
        const found: [string, string | null, string, Buffer][] = [];
        for await (const part of readParts(pieces(body, sizes), boundary)) found.push([part.name, part.filename, part.type, await collect(part.content)]);
        expect(found).toEqual(files.map((content, i) => [`f${i}`, `名 "${i}.txt`, "text/plain", content]));
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  test("names lose their folders, a cut form is told", async () => {
    const form = (filename: string): Buffer => Buffer.from(`--b\r\nContent-Disposition: form-data; name="f"; filename="${filename}"\r\n\r\nx\r\n--b--`);
    for await (const part of readParts(pieces(form("../../etc/passwd"), [9]), "b")) expect(part.filename).toBe("passwd");
    for await (const part of readParts(pieces(form("C:\\\\x\\\\y.txt"), [9]), "b")) expect(part.filename).toBe("y.txt");
    await expect(async () => {
      for await (const part of readParts(pieces(form("a").subarray(0, -6), [9]), "b")) await collect(part.content);
    }).rejects.toThrow(MalformedForm);
    expect([boundaryOf("multipart/form-data; boundary=x1"), boundaryOf('multipart/form-data; boundary="a b"'), boundaryOf("application/json"), boundaryOf(undefined)]).toEqual(["x1", "a b", null, null]);
  });
});

describe("a folder of files", async () => {
  const root = await mkdtemp(join(tmpdir(), "tangram-files-"));
  afterAll(() => rm(root, { recursive: true, force: true }));
  const files = folderFiles(root);

  test("keeps equal contents once, refuses what is too large without a trace", async () => {
    const one = await files.put("w1", pieces(Buffer.from("hello"), [2]), 10);
    expect(await files.put("w1", pieces(Buffer.from("hello"), [5]), 10)).toEqual(one);
    await expect(files.put("w1", pieces(Buffer.from("hello world"), [3]), 10)).rejects.toThrow(ContentTooLarge);
    expect((await readdir(join(root, "w1"), { recursive: true })).filter((name) => !name.includes(one.sha256)).sort()).toEqual(["incoming", one.sha256.slice(0, 2)].sort());
    const stream = await files.open("w1", one.sha256);
    expect(stream && (await new Response(stream).text())).toBe("hello");
  });

  test("workspaces don't see each other, hashes are no paths", async () => {
    const { sha256 } = await files.put("w1", pieces(Buffer.from("mine"), [9]), 10);
    expect(await files.open("w2", sha256)).toBeNull();
    expect(await files.open("w1", "../w1/" + sha256)).toBeNull();
    await expect(files.open("../w1", sha256)).rejects.toThrow();
  });
});
