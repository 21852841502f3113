import { useEffect, useLayoutEffect, useRef, useState } from "react";

/** A file that the server has, as records hold it. */
export interface StoredFile {
  file: string;
  name: string;
  /** bytes */
  size: number;
  type: string;
}

export type UploadFile = (file: File, options: { onProgress: (share: number) => void; signal: AbortSignal }) => Promise<StoredFile>;

/** A file on its way, or one that did not get there. */
export interface Going {
  key: number;
  file: File;
  /** 0 … 1 */
  progress: number;
  /** Why it is not there; undefined while it goes. */
  problem: string | undefined;
  /** Not even sent: trying again would not help. */
  refused: boolean;
}

interface Uploads {
  value: readonly StoredFile[];
  onChange: (value: StoredFile[]) => void;
  upload: UploadFile;
  single: boolean;
  /** Why a file can't be taken, or undefined. */
  refuse: (file: File) => string | undefined;
  /** Said when a rejection has no words of its own. */
  failed: string;
}

/** The uploads of one field. Several may go at once; leaving the page or the field cancels them. */
export function useUploads(options: Uploads) {
  const [going, setGoing] = useState<readonly Going[]>([]);
  const latest = useRef(options);
  // Two uploads may end before React draws again: the list they add to must be the newest, not the drawn one.
  const held = useRef(options.value);
  useLayoutEffect(() => {
    latest.current = options;
    held.current = options.value;
  });
  const aborts = useRef(new Map<number, AbortController>());
  const made = useRef(0);

  useEffect(() => {
    const running = aborts.current;
    return () => {
      for (const abort of running.values()) abort.abort();
    };
  }, []);

  function change(key: number, part: Partial<Going>): void {
    setGoing((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  }
  function drop(key: number): void {
    setGoing((all) => all.filter((one) => one.key !== key));
  }
  async function send(key: number, file: File): Promise<void> {
    const abort = new AbortController();
    aborts.current.set(key, abort);
    try {
      const stored = await latest.current.upload(file, { onProgress: (share) => change(key, { progress: share }), signal: abort.signal });
      if (abort.signal.aborted) return;
      held.current = latest.current.single ? [stored] : [...held.current, stored];
      drop(key);
      latest.current.onChange([...held.current]);
    } catch (problem) {
      if (!abort.signal.aborted) change(key, { problem: problem instanceof Error && problem.message !== "" ? problem.message : latest.current.failed });
    } finally {
      aborts.current.delete(key);
    }
  }
  return {
    going,
    add(files: readonly File[]): void {
      const wanted = options.single ? files.slice(0, 1) : files;
      const added = wanted.map((file): Going => {
        made.current += 1;
        const problem = options.refuse(file);
        return { key: made.current, file, progress: 0, problem, refused: problem !== undefined };
      });
      setGoing((all) => [...all, ...added]);
      for (const one of added) if (!one.refused) void send(one.key, one.file);
    },
    retry({ key, file }: Going): void {
      change(key, { problem: undefined, progress: 0 });
      void send(key, file);
    },
    cancel({ key }: Going): void {
      aborts.current.get(key)?.abort();
      drop(key);
    },
  };
}
