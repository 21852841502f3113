import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { ContentTooLarge, type FileStore } from "./port.ts";

const HASH = /^[0-9a-f]{64}$/;
const WORKSPACE = /^[A-Za-z0-9_-]{1,100}$/;

/** Contents in a folder: `<workspace>/<first two of the hash>/<hash>`. Several processes may share it. */
export function folderFiles(root: string): FileStore {
  const home = (workspace: string): string => {
    if (!WORKSPACE.test(workspace)) throw new Error(`no name of a folder: ${workspace}`);
    return join(root, workspace);
  };
  return {
    async put(workspace, content, max) {
      const incoming = join(home(workspace), "incoming");
      await mkdir(incoming, { recursive: true });
      const path = join(incoming, randomUUID());
      try {
        const { sha256, size } = await writeDurably(path, content, max);
        const folder = join(home(workspace), sha256.slice(0, 2));
        await mkdir(folder, { recursive: true });
        // Whoever has the same content already has the same bytes: replacing them changes nothing.
        await rename(path, join(folder, sha256));
        await syncFolder(folder);
        return { sha256, size };
      } finally {
        await rm(path, { force: true });
      }
    },
    async open(workspace, sha256) {
      if (!HASH.test(sha256)) return null;
      try {
        const file = await open(join(home(workspace), sha256.slice(0, 2), sha256), constants.O_RDONLY);
        return Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>; // Node's type of the same stream
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    async removeWorkspace(workspace) {
      await rm(home(workspace), { recursive: true, force: true });
    },
  };
}

async function writeDurably(path: string, content: AsyncIterable<Uint8Array>, max: number): Promise<{ sha256: string; size: number }> {
  const hash = createHash("sha256");
  const file = await open(path, "wx", 0o600);
  let size = 0;
  try {
    for await (const chunk of content) {
      size += chunk.byteLength;
      if (size > max) throw new ContentTooLarge();
      hash.update(chunk);
      await file.write(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest("hex"), size };
}

/** A new name is durable once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
