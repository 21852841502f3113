import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { pointer } from "#shared/lib/json.ts";
import { blockKind } from "#shared/kinds/blocks.ts";
import { viewKind } from "#shared/kinds/views.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { FormDoc } from "#shared/metadata/form.ts";
import type { PageDoc } from "#shared/metadata/page.ts";
import type { RoleDoc } from "#shared/metadata/role.ts";
import type { ViewDoc } from "#shared/metadata/view.ts";
import { checkSettings } from "./check-settings.ts";
import type { Model, ObjectModel } from "./model.ts";

type Report = (code: string, path: string, params?: Record<string, string | number>, severity?: "error" | "warning") => void;

/** What can be wrong in forms, pages, views, apps and roles: references, places of blocks, conditions. */
export function checkScreens(model: Model): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const reportFor =
    (kind: string, name: string): Report =>
    (code, path, params = {}, severity = "error") => {
      diagnostics.push({ severity, code, kind, name, path, params });
    };
  for (const form of model.forms.values()) checkForm(model, form, reportFor("form", form.name));
  for (const page of model.pages.values()) checkPage(model, page, reportFor("page", page.name));
  for (const view of model.views.values()) checkView(model, view, reportFor("view", view.name));
  for (const app of model.apps.values()) {
    const report = reportFor("app", app.name);
    for (const [index, item] of (app.items ?? []).entries()) {
      if (item.object !== undefined && !model.object(item.object)) report("unknown_object", pointer("items", index, "object"), { target: item.object });
      if (item.view !== undefined && !model.views.has(item.view)) report("unknown_view", pointer("items", index, "view"), { target: item.view });
      if (item.page !== undefined && !model.pages.has(item.page)) report("unknown_page", pointer("items", index, "page"), { target: item.page });
    }
    reportTwice(app.items ?? [], "items", report);
  }
  for (const role of model.roles.values()) checkRole(model, role, reportFor("role", role.name));
  return diagnostics;
}

function objectOf(model: Model, name: string | undefined, report: Report): ObjectModel | null {
  if (name === undefined) report("missing_object", "/object");
  else if (!model.object(name)) report("unknown_object", "/object", { target: name });
  return (name === undefined ? undefined : model.object(name)) ?? null;
}

function checkForm(model: Model, form: FormDoc, report: Report): void {
  const object = objectOf(model, form.object, report);
  if (object) checkBlocks(model, object, form.body ?? [], "form", report);
}

function checkPage(model: Model, page: PageDoc, report: Report): void {
  const type = page.type ?? "home";
  const object = type === "record" ? objectOf(model, page.object, report) : null;
  if (type === "record" && !object) return;
  checkBlocks(model, object, page.body ?? [], type, report);
}

type Surface = "form" | "record" | "home" | "dashboard";

function checkBlocks(model: Model, object: ObjectModel | null, body: readonly BlockDoc[], surface: Surface, report: Report): void {
  const ids = new Set<string>();
  const walk = (blocks: readonly BlockDoc[], path: string, holder: string | null, holds: readonly string[] | "any"): void => {
    for (const [index, block] of blocks.entries()) {
      const here = path + pointer(index);
      if (ids.has(block.id)) report("duplicate_id", here + "/id", { id: block.id });
      ids.add(block.id);
      const kind = blockKind(block.block ?? "");
      if (!kind) {
        report("unknown_block", here + "/block", { block: block.block ?? "" });
        continue;
      }
      const misplaced = !kind.on.includes(surface) || (kind.inside !== undefined && kind.inside !== holder) || (holds !== "any" && !holds.includes(kind.block));
      if (misplaced) report("misplaced_block", here + "/block", { block: kind.block });
      checkSettings(model, object, kind.settings, block, (code, at, params) => report(code, here + at, params));
      if (block.children) walk(block.children, here + "/children", kind.block, kind.holds ?? []);
    }
  };
  walk(body, "/body", null, "any");
}

function checkView(model: Model, view: ViewDoc, report: Report): void {
  const object = objectOf(model, view.object, report);
  const kind = viewKind(view.type ?? "");
  if (!kind) return report("unknown_view_type", "/type", { type: view.type ?? "" });
  if (!object) return;
  checkSettings(model, object, kind.settings, view, report);
  for (const [setting, capability] of Object.entries(kind.needs)) {
    if (capability === "any") continue;
    const name = view[setting];
    const field = typeof name === "string" ? object.field(name) : undefined;
    if (field && !field[capability]) report(`not_${capability}`, pointer(setting), { field: field.name });
  }
}

function checkRole(model: Model, role: RoleDoc, report: Report): void {
  for (const [name, grant] of Object.entries(role.objects ?? {})) {
    const object = model.object(name);
    if (!object) {
      report("unknown_object", pointer("objects", name), { target: name });
      continue;
    }
    for (const field of Object.keys(grant.fields ?? {})) {
      if (!object.field(field)) report("unknown_field", pointer("objects", name, "fields", field), { field });
    }
    for (const [action, policy] of Object.entries(grant)) {
      const words: unknown[] = Array.isArray(policy) ? policy : [policy];
      if (words.includes("parent") && !object.parent) report("policy_without_parent", pointer("objects", name, action), { target: name });
    }
  }
}

function reportTwice(items: readonly { id: string }[], list: string, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) report("duplicate_id", pointer(list, index, "id"), { id });
    seen.add(id);
  }
}
