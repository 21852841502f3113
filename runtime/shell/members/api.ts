import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, patch, post, workspacePath } from "#runtime/data/client.ts";
import { keys } from "#runtime/data/keys.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { MemberChange, NewMember } from "#shared/api/workspaces.ts";
import type { SelectOption } from "#shared/ui/Select.tsx";

export interface Member {
  id: string;
  email: string;
  name: string | null;
  roles: readonly string[];
  active: boolean;
  signs_in: boolean;
  manager: string | null;
  department: string | null;
}

export function useMembers() {
  const { slug } = useWorkspace();
  return useQuery({ queryKey: keys.members(slug), queryFn: async ({ signal }) => (await get<{ members: Member[] }>(workspacePath(slug, "members"), { signal })).members });
}

export function useAddMember() {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (member: NewMember) => post<Member>(workspacePath(slug, "members"), member),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.members(slug) }),
  });
}

export function useChangeMember() {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: MemberChange }) => patch<Member>(workspacePath(slug, "members", id), change),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.members(slug) }),
  });
}

/** The role that every workspace has, above those of the documents. */
export const ADMINISTRATOR = "administrator";

/** The roles one can be given, administrator first. */
export function useRoleOptions(administratorLabel: string): SelectOption[] {
  const { model, language } = useWorkspace();
  const own = [...model.roles.values()].map((role) => ({ value: role.name, label: labelText(role.label, language, role.name) }));
  return [{ value: ADMINISTRATOR, label: administratorLabel }, ...own.toSorted((a, b) => a.label.localeCompare(b.label, language))];
}
