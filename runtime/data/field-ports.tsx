import { useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Choice, FieldPorts } from "#shared/kinds/define-view.ts";
import type { FieldInfo } from "#shared/kinds/define.ts";
import { FieldPortsContext } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { ValueType } from "#shared/query/value.ts";
import { workspacePath } from "./client.ts";
import { recordHref } from "./hrefs.ts";
import { fetchPage } from "./records.ts";
import { TitleStore } from "./titles.ts";
import { uploadFile } from "./upload.ts";
import { useWorkspace, type WorkspaceContext } from "./workspace.tsx";
import { resolveMe } from "./where.ts";

/** How often "3 min ago" is written anew. */
const MINUTE = 60_000;
const CHOICES = 20;
const CHOICES_PER_OBJECT = 8;

/** Lends the looks of fields what they need of the runtime: search, titles, uploads, addresses, the viewer's format. */
export function FieldPortsProvider({ children }: { children: ReactNode }) {
  const workspace = useWorkspace();
  const { slug, language, settings } = workspace;
  const { t } = useTranslation("kinds");
  const now = useNow();
  const titles = useMemo(() => new TitleStore(slug), [slug]);
  const known = useSyncExternalStore(titles.subscribe, titles.version);
  const ports = useMemo<FieldPorts>(
    () => ({
      format: { language, timeZone: settings.timeZone, currency: settings.currency, workspaceCurrency: settings.currency, now, dense: false },
      async find(field, text) {
        const found = await findChoices(workspace, field, text);
        for (const { object, id, title } of found) titles.put(object, id, title);
        return found;
      },
      title(object, id) {
        titles.want(workspace.model, [{ object, id }]);
        return titles.get(object, id);
      },
      href: (object, id) => recordHref(slug, object, id),
      upload: (file, progress) => uploadFile(slug, file, progress),
      fileUrl: (id) => workspacePath(slug, "files", id),
      text: (key, params) => t(key, { ...params }),
    }),
    // `known` changes when titles have come: then whoever asked for one draws again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [workspace, slug, language, settings, now, titles, known, t],
  );
  return <FieldPortsContext value={ports}>{children}</FieldPortsContext>;
}

function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The objects whose records a value may name. */
export function targetsOf(value: ValueType): readonly string[] {
  switch (value.class) {
    case "reference":
    case "links":
      return [value.to];
    case "anyReference":
      return value.to;
    case "list":
      return value.to === null ? [] : [value.to];
    default:
      return [];
  }
}

async function findChoices(workspace: WorkspaceContext, field: FieldInfo, text: string): Promise<Choice[]> {
  const targets = targetsOf(field.value).flatMap((name) => workspace.model.object(name) ?? []);
  const limit = targets.length > 1 ? CHOICES_PER_OBJECT : CHOICES;
  const lists = await Promise.all(targets.map((target) => findIn(workspace, target, field.settings.where, text, limit)));
  return lists.flat().map((choice) => {
    const target = targets.length > 1 ? workspace.model.object(choice.object) : undefined;
    return target ? { ...choice, subtitle: labelText(target.label, workspace.language, target.name) } : choice;
  });
}

async function findIn({ slug, viewer }: WorkspaceContext, target: ObjectModel, narrowing: Where | undefined, text: string, limit: number): Promise<Choice[]> {
  const title = target.titleField === null ? undefined : target.field(target.titleField);
  if (!title) return [];
  const conditions: Where[] = [];
  if (narrowing !== undefined) conditions.push(resolveMe(narrowing, viewer.id));
  if (text !== "" && title.operators.includes("contains")) conditions.push({ field: title.name, op: "contains", value: text });
  if (isSwitchable(target)) conditions.push({ field: "active", op: "eq", value: true });
  const [first, ...others] = conditions;
  const where = first === undefined ? undefined : others.length === 0 ? first : { and: conditions };
  const page = await fetchPage(slug, target.name, { fields: [title.name], limit, ...(where && { where }), ...(title.sortable && { sort: title.name }) });
  return page.records.map((record) => ({ object: target.name, id: record.id, title: shownTitle(record[title.name], record[`${title.name}$title`]) }));
}

/** People who have left are not offered. */
function isSwitchable(target: ObjectModel): boolean {
  return target.name === "user" && target.field("active") !== undefined;
}

/** A title may itself be a reference or a number. */
function shownTitle(value: unknown, title: unknown): string {
  if (typeof title === "string") return title;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
