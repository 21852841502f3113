import type { Document } from "#shared/metadata/document.ts";
import type { Action, FieldRight } from "#shared/metadata/role.ts";
import type { WorkspaceSettings } from "#shared/model/model.ts";

/** What a viewer may do with an object at all; which records it holds for is the server's answer per record. */
export interface ObjectRightsAnswer {
  actions: readonly Action[];
  /** Fields that are less than writable. Hidden ones are in no document. */
  fields: Readonly<Record<string, Exclude<FieldRight, "hidden" | "write">>>;
}

/** Answer of `GET /api/w/:ws/model`: the release as this viewer may see it, extensions merged. */
export interface ModelAnswer {
  release: number;
  workspace: { id: string; slug: string; name: string };
  settings: WorkspaceSettings;
  viewer: {
    id: string;
    name: string;
    roles: readonly string[];
    builder: boolean;
    administrator: boolean;
    objects: Readonly<Record<string, ObjectRightsAnswer>>;
  };
  documents: readonly Document[];
}
