import { useQueries, useQuery } from "@tanstack/react-query";
import { post, workspacePath } from "#runtime/data/client.ts";
import { keys } from "#runtime/data/keys.ts";
import { fetchPage, type AggregateRow } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Model } from "#shared/model/model.ts";

/** A field whose values are options of a list. */
export interface OptionUser {
  readonly object: string;
  readonly field: string;
}

/** The fields of a model that take their options from a set. */
export function usersOf(model: Model, set: string): OptionUser[] {
  return [...model.objects.values()].flatMap((object) => object.fields.filter((field) => field.settings.optionSet === set).map((field) => ({ object: object.name, field: field.name })));
}

/** Those of the fields that were published: only they hold values. */
function published(model: Model, users: readonly OptionUser[], groupable: boolean): OptionUser[] {
  return users.filter(({ object, field }) => {
    const found = model.object(object)?.field(field);
    return found !== undefined && found.options.length > 0 && found.groupable === groupable;
  });
}

/**
 * How many records hold each option, over all fields that may, by its value; undefined until that is known, null where no
 * published field can be counted in one go.
 */
export function useOptionCounts(users: readonly OptionUser[]): ReadonlyMap<string, number> | null | undefined {
  const { slug, model } = useWorkspace();
  const counted = published(model, users, true);
  const answers = useQueries({
    queries: counted.map(({ object, field }) => {
      const query = { from: object, groupBy: [{ field, as: "value" }], measures: [{ fn: "count" as const, as: "records" }] };
      return {
        queryKey: keys.aggregate(slug, query),
        queryFn: async ({ signal }: { signal: AbortSignal }) => (await post<{ rows: AggregateRow[] }>(workspacePath(slug, "query"), query, { signal })).rows,
      };
    }),
  });
  if (counted.length === 0) return null;
  if (answers.some(({ isLoading }) => isLoading)) return undefined;
  const counts = new Map<string, number>();
  for (const row of answers.flatMap(({ data }) => data ?? [])) {
    if (typeof row["value"] === "string") counts.set(row["value"], (counts.get(row["value"]) ?? 0) + Number(row["records"]));
  }
  return counts;
}

export interface Holders extends OptionUser {
  readonly count: number;
  readonly isAtLeast: boolean;
}

/** The published fields that hold an option in some record, with how many. */
export function useHolders(users: readonly OptionUser[], option: string) {
  const { slug, model } = useWorkspace();
  const single = published(model, users, true);
  const asked = [...single, ...published(model, users, false)];
  return useQuery({
    queryKey: ["w", slug, "cost", "option", option, asked],
    queryFn: async ({ signal }): Promise<Holders[]> => {
      const found = await Promise.all(
        asked.map(async ({ object, field }): Promise<Holders> => {
          const op = single.some((one) => one.object === object && one.field === field) ? ("eq" as const) : ("contains" as const);
          const page = await fetchPage(slug, object, { limit: 1, count: true, fields: ["id"], where: { field, op, value: option } }, null, signal);
          return { object, field, count: page.count ?? page.records.length, isAtLeast: page.countIs === "atLeast" };
        }),
      );
      return found.filter(({ count }) => count > 0);
    },
    staleTime: 0,
  });
}
