import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import type { Language } from "#shared/lib/label.ts";
import type { JsonObject } from "#shared/lib/json.ts";
import { get, patch, post } from "./client.ts";
import { keys } from "./keys.ts";

export interface WorkspaceEntry {
  id: string;
  slug: string;
  name: string;
  roles: readonly string[];
}

/** Oneself, as `GET /api/me` and `GET /api/setup` describe it. */
export interface Me {
  id: string;
  email: string;
  name: string;
  language: Language | null;
  /** May make workspaces and see the system. */
  administrator: boolean;
  languages: readonly Language[];
  settings: JsonObject;
  workspaces: readonly WorkspaceEntry[];
}

/** Who is signed in: null for nobody, undefined while that is not known. */
export function useMe() {
  return useQuery({
    queryKey: keys.me,
    // Not `/api/me`, which refuses a stranger: every browser notes a refusal as an error.
    queryFn: async ({ signal }) => (await get<{ me?: Me | null }>("/api/setup", { signal })).me ?? null,
    staleTime: 60_000,
  });
}

/** After a sign-in or sign-out nothing of the former person may stay. */
export async function forgetPerson(client: QueryClient): Promise<void> {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.me[0] });
  await client.invalidateQueries({ queryKey: keys.me });
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { email: string; password: string } | { token: string }) => post<unknown>("token" in input ? "/api/auth/sign-in/link" : "/api/auth/sign-in/email", input),
    onSuccess: () => forgetPerson(client),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<unknown>("/api/auth/sign-out"),
    onSuccess: () => {
      client.setQueryData(keys.me, null);
      return forgetPerson(client);
    },
  });
}

/** Changes one's own account. */
export function useChangeMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { name?: string; language?: Language | null; settings?: JsonObject }) => patch<Me>("/api/me", change),
    onSuccess: (me) => client.setQueryData(keys.me, me),
  });
}
