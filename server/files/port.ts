/** What a stored content is known by. */
export interface StoredContent {
  /** Hex; the same content is kept once. */
  readonly sha256: string;
  readonly size: number;
}

/** Keeps the contents of files; who may read them is told by the workspace's `_file` rows. */
export interface FileStore {
  /** Takes a stream in, at most `max` bytes; throws `ContentTooLarge` beyond, and keeps nothing then. Durable when it resolves. */
  put(workspace: string, content: AsyncIterable<Uint8Array>, max: number): Promise<StoredContent>;
  /** The content, or null where it is not there. */
  open(workspace: string, sha256: string): Promise<ReadableStream<Uint8Array> | null>;
  /** Forgets all contents of a workspace. */
  removeWorkspace(workspace: string): Promise<void>;
}

export class ContentTooLarge extends Error {
  override name = "ContentTooLarge";
}
