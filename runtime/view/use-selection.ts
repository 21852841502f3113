import { useMemo, useState } from "react";
import type { RecordData } from "#runtime/data/records.ts";

export interface Selection {
  readonly size: number;
  readonly records: readonly RecordData[];
  has(id: string): boolean;
  toggle(record: RecordData): void;
  add(records: readonly RecordData[]): void;
  clear(): void;
}

/** The chosen records of a list, with what was known of them when they were chosen. Its functions stay the same. */
export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, RecordData>>(new Map());
  const actions = useMemo(
    () => ({
      toggle: (record: RecordData) =>
        setChosen((before) => {
          const next = new Map(before);
          if (!next.delete(record.id)) next.set(record.id, record);
          return next;
        }),
      add: (records: readonly RecordData[]) => setChosen((before) => new Map([...before, ...records.map((record) => [record.id, record] as const)])),
      clear: () => setChosen(new Map()),
    }),
    [],
  );
  return useMemo(() => ({ size: chosen.size, records: [...chosen.values()], has: (id: string) => chosen.has(id), ...actions }), [chosen, actions]);
}
