import type { TSchema } from "typebox";
import { ChangePasswordSchema, MeChangeSchema, NewTokenSchema, ResetRequestSchema, ResetSchema, SignInLinkSchema, SignInSchema } from "#shared/api/auth.ts";
import { MemberChangeSchema, NewInviteSchema, NewMemberSchema, NewWorkspaceSchema, SetupSchema, WorkspaceChangeSchema } from "#shared/api/workspaces.ts";
import { QuerySchema } from "#shared/query/query-schema.ts";
import type { Part } from "./openapi-schemas.ts";
import { PresenceSchema } from "./presence.ts";

type Method = "get" | "post" | "put" | "patch" | "delete";
interface Route {
  readonly method: Method;
  readonly path: string;
  readonly body?: TSchema | Part;
  /** Takes a form with files rather than JSON. */
  readonly form?: Part;
  readonly query?: readonly string[];
  readonly headers?: readonly string[];
  readonly status?: number;
  /** Open to who is not signed in. */
  readonly open?: boolean;
}

const ANY_OBJECT: Part = { type: "object", additionalProperties: true };
const OPERATION: Part = {
  type: "object",
  properties: { op: { enum: ["create", "update", "delete", "restore"] }, object: { type: "string" }, id: {}, revision: { type: "integer" }, data: ANY_OBJECT, ref: { type: "string" } },
  required: ["op", "object"],
  additionalProperties: false,
};
const LIST_QUERY = ["where", "sort", "fields", "expand", "limit", "skip", "cursor", "count", "view", "deleted"] as const;

const FILE_FORM: Part = { type: "object", properties: { file: { type: "string", format: "binary" } }, required: ["file"] };

/** Routes that every workspace and the system have, whatever the metadata. `{ws}` is the workspace's own address. */
export const ROUTES: readonly Route[] = [
  { method: "get", path: "/healthz", open: true },
  { method: "get", path: "/readyz", open: true },
  { method: "get", path: "/metrics", open: true },
  { method: "post", path: "/api/auth/sign-in/email", body: SignInSchema, open: true },
  { method: "post", path: "/api/auth/sign-in/link", body: SignInLinkSchema, open: true },
  { method: "post", path: "/api/auth/reset", body: ResetRequestSchema, status: 204, open: true },
  { method: "post", path: "/api/auth/reset/confirm", body: ResetSchema, open: true },
  { method: "post", path: "/api/auth/sign-out", status: 204 },
  { method: "post", path: "/api/auth/password", body: ChangePasswordSchema },
  { method: "get", path: "/api/auth/tokens" },
  { method: "post", path: "/api/auth/tokens", body: NewTokenSchema, status: 201 },
  { method: "delete", path: "/api/auth/tokens/{id}", status: 204 },
  { method: "get", path: "/api/setup", query: ["token"], open: true },
  { method: "post", path: "/api/setup", body: SetupSchema, status: 201, open: true },
  { method: "get", path: "/api/me" },
  { method: "patch", path: "/api/me", body: MeChangeSchema },
  { method: "get", path: "/api/templates" },
  { method: "get", path: "/api/mails" },
  { method: "get", path: "/api/workspaces" },
  { method: "post", path: "/api/workspaces", body: NewWorkspaceSchema, status: 201 },
  { method: "get", path: "/api/workspaces/{ws}" },
  { method: "patch", path: "/api/workspaces/{ws}", body: WorkspaceChangeSchema },
  { method: "delete", path: "/api/workspaces/{ws}", status: 204 },
  { method: "get", path: "/api/w/{ws}/model", headers: ["If-None-Match"] },
  { method: "get", path: "/api/w/{ws}/events" },
  { method: "get", path: "/api/w/{ws}/search", query: ["q", "object", "limit"] },
  { method: "get", path: "/api/w/{ws}/openapi.json" },
  { method: "get", path: "/api/w/{ws}/members" },
  { method: "post", path: "/api/w/{ws}/members", body: NewMemberSchema, status: 201 },
  { method: "get", path: "/api/w/{ws}/members/invites" },
  { method: "post", path: "/api/w/{ws}/members/invites", body: NewInviteSchema, status: 201 },
  { method: "delete", path: "/api/w/{ws}/members/invites/{id}", status: 204 },
  { method: "get", path: "/api/w/{ws}/members/{id}" },
  { method: "patch", path: "/api/w/{ws}/members/{id}", body: MemberChangeSchema },
  { method: "delete", path: "/api/w/{ws}/members/{id}", status: 204 },
  { method: "get", path: "/api/w/{ws}/my/views" },
  { method: "get", path: "/api/w/{ws}/my/views/{name}" },
  { method: "put", path: "/api/w/{ws}/my/views/{name}", body: ANY_OBJECT },
  { method: "delete", path: "/api/w/{ws}/my/views/{name}", status: 204 },
  { method: "get", path: "/api/w/{ws}/draft", query: ["documents"] },
  { method: "get", path: "/api/w/{ws}/draft/{kind}/{name}" },
  { method: "put", path: "/api/w/{ws}/draft/{kind}/{name}", body: ANY_OBJECT, headers: ["If-Match", "If-None-Match"] },
  { method: "delete", path: "/api/w/{ws}/draft/{kind}/{name}", headers: ["If-Match"] },
  { method: "post", path: "/api/w/{ws}/draft/{kind}/{name}/undo" },
  { method: "post", path: "/api/w/{ws}/draft/{kind}/{name}/redo" },
  { method: "post", path: "/api/w/{ws}/draft/{kind}/{name}/reset" },
  { method: "post", path: "/api/w/{ws}/draft/{kind}/{name}/presence", body: PresenceSchema },
  { method: "get", path: "/api/w/{ws}/releases" },
  { method: "post", path: "/api/w/{ws}/releases", body: { type: "object", properties: { message: { type: "string" }, documents: { type: "array", items: { type: "object", properties: { kind: { type: "string" }, name: { type: "string" } }, required: ["kind", "name"] } } } }, query: ["dryRun"], headers: ["Prefer"], status: 201 },
  { method: "get", path: "/api/w/{ws}/releases/jobs/{id}" },
  { method: "get", path: "/api/w/{ws}/releases/{n}" },
  { method: "get", path: "/api/w/{ws}/releases/{a}/diff/{b}" },
  { method: "post", path: "/api/w/{ws}/releases/{n}/rollback", query: ["dryRun"], status: 201 },
  { method: "get", path: "/api/w/{ws}/where-used/{kind}/{name}" },
  { method: "get", path: "/api/w/{ws}/where-used/{kind}/{name}/{part}" },
  { method: "get", path: "/api/w/{ws}/packages" },
  { method: "post", path: "/api/w/{ws}/packages/check", body: { type: "object", properties: { packages: { type: "array", items: { type: "string" } } }, required: ["packages"] } },
  { method: "delete", path: "/api/w/{ws}/packages/{name}" },
  { method: "delete", path: "/api/w/{ws}/sample-data" },
  { method: "post", path: "/api/w/{ws}/packages/install", body: { type: "object", properties: { packages: { type: "array", items: { type: "string" } }, sampleData: { type: ["boolean", "string"] } }, required: ["packages"] }, query: ["dryRun"], status: 201 },
  { method: "post", path: "/api/w/{ws}/query", body: QuerySchema },
  { method: "post", path: "/api/w/{ws}/batch", body: { type: "object", properties: { mode: { enum: ["all", "each"] }, operations: { type: "array", items: OPERATION, maxItems: 1000 } }, required: ["operations"], additionalProperties: false }, headers: ["Idempotency-Key"] },
  { method: "post", path: "/api/w/{ws}/undo/{id}" },
  { method: "post", path: "/api/w/{ws}/files", form: FILE_FORM, status: 201 },
  { method: "get", path: "/api/w/{ws}/files/{id}", headers: ["If-None-Match"] },
];

/** What an object's name stands in: `/records/{object}…`. */
export function recordRoutes(object: string): readonly Route[] {
  const base = `/api/w/{ws}/records/${object}`;
  const record: Part = { $ref: `#/components/schemas/${object}` };
  return [
    { method: "get", path: base, query: LIST_QUERY },
    { method: "post", path: base, body: record, headers: ["Idempotency-Key"], status: 201 },
    { method: "post", path: `${base}/evaluate`, body: record },
    { method: "get", path: `${base}/{id}`, query: ["fields", "expand", "deleted"] },
    { method: "patch", path: `${base}/{id}`, body: record, headers: ["If-Match", "Idempotency-Key"], query: ["expand"] },
    { method: "delete", path: `${base}/{id}`, headers: ["If-Match"], status: 204 },
    { method: "post", path: `${base}/{id}/restore` },
    { method: "post", path: `${base}/{id}/clone`, status: 201 },
    { method: "get", path: `${base}/{id}/history`, query: ["limit", "cursor"] },
    { method: "get", path: `${base}/{id}/comments` },
    { method: "post", path: `${base}/{id}/comments`, body: { type: "object", properties: { body: { type: "string" } }, required: ["body"], additionalProperties: false }, status: 201 },
  ];
}

/** The `paths` of an OpenAPI document from routes, with `{ws}` filled in. */
export function toPaths(routes: readonly Route[], slug: string): Part {
  const paths: Record<string, Record<string, Part>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll("{ws}", slug);
    (paths[path] ??= {})[route.method] = operation(route);
  }
  return paths;
}

function operation(route: Route): Part {
  const status = String(route.status ?? 200);
  const parameters = [
    ...[...route.path.matchAll(/\{(\w+)\}/g)].filter(([, name]) => name !== "ws").map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...(route.query ?? []).map((name) => ({ name, in: "query", schema: { type: "string" } })),
    ...(route.headers ?? []).map((name) => ({ name, in: "header", schema: { type: "string" } })),
  ];
  return {
    operationId: `${route.method}${route.path.replace(/^\/api/, "").replaceAll(/[^a-z0-9]+/gi, "_")}`,
    ...(parameters.length > 0 && { parameters }),
    ...(route.form && { requestBody: { required: true, content: { "multipart/form-data": { schema: route.form } } } }),
    ...(route.body && { requestBody: { required: true, content: { "application/json": { schema: route.body } } } }),
    responses: { [status]: { description: status }, default: { $ref: "#/components/responses/Problem" } },
    ...(route.open && { security: [] }),
  };
}
