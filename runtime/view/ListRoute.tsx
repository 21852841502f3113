import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { NotFound } from "#runtime/shell/NotFound.tsx";
import { ListScreen } from "./ListScreen.tsx";
import type { ListSearch } from "./state/list-search.ts";

/** `/w/:ws/o/:object?view=…`: the list as its address says. */
export function ListRoute() {
  const { object: name } = useParams({ from: "/w/$ws/o/$object" });
  const search = useSearch({ from: "/w/$ws/o/$object" });
  const navigate = useNavigate({ from: "/w/$ws/o/$object" });
  const { model, can } = useWorkspace();
  const object = model.object(name);
  if (!object || !can(name, "read")) return <NotFound />;
  return <ListScreen key={name} object={object} search={search} onSearch={(next: ListSearch, replace = false) => void navigate({ search: next, replace })} />;
}
