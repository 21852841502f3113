import { useEffect } from "react";
import { fetchPage } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Wanted } from "#shared/model/live/sheet.ts";
import type { LiveStore } from "./live-store.ts";

/** Records asked for at a time. */
const SLICE = 100;

/** Fetches the records that computed fields look up: a request an object, with just the fields that are read. */
export function useLookups(store: LiveStore): void {
  const { slug } = useWorkspace();
  useEffect(() => {
    const asked = new Set<string>();
    const stop = new AbortController();
    async function fetchSlice(object: string, slice: readonly Wanted[]): Promise<void> {
      const where = { field: "id", op: "in" as const, value: slice.map(({ id }) => id) };
      const page = await fetchPage(slug, object, { where, fields: [...store.plan.fieldsRead(object)], limit: SLICE }, null, stop.signal).catch(() => null);
      if (stop.signal.aborted) return;
      const found = new Map(page?.records.map((record) => [record.id, record]));
      store.supply(slice.map((wanted) => ({ wanted, values: found.get(wanted.id) ?? null })));
    }
    function look(): void {
      const fresh = store.wanted.filter(({ object, id }) => !asked.has(`${object} ${id}`));
      for (const { object, id } of fresh) asked.add(`${object} ${id}`);
      for (const object of new Set(fresh.map((wanted) => wanted.object))) {
        const own = fresh.filter((wanted) => wanted.object === object);
        for (let from = 0; from < own.length; from += SLICE) void fetchSlice(object, own.slice(from, from + SLICE));
      }
    }
    look();
    const leave = store.subscribe(look);
    return () => {
      leave();
      stop.abort();
    };
  }, [store, slug]);
}
