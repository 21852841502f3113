import { notNative } from "./native.ts";
import type { Node } from "./node.ts";
import type { FieldSource, Scope } from "./scope.ts";
import type { AggregateSource, FieldRef, Uses } from "./uses.ts";

/** Why a computed field is what it is: `code` and `params` of `shared/messages/formula` (`class.<code>`). */
export interface ClassReason {
  readonly code: "own" | "header" | "rates" | "children" | "time" | "viewer" | "past" | "other_record" | "any_object" | "links" | "tree" | "virtual_field" | "virtual_rows" | "root" | "not_native";
  readonly params: Readonly<Record<string, string>>;
}

export interface Classification {
  /**
   * stored: of own fields and the header's, written with the record. rollup: of the children's kept fields, in the same
   * transaction. virtual: of what changes without a write to it (others' fields, time, viewer, any object), joined at read.
   */
  readonly class: "stored" | "rollup" | "virtual";
  /** Whether SQL can compute it. A virtual one that it can't is computed after the read: no filter, sort or group. */
  readonly native: boolean;
  /** Those of its class first; never empty. */
  readonly reasons: readonly ClassReason[];
}

/** Class of a computed field (design §4 "Formulas"). */
export function classify({ node, uses }: { readonly node: Node; readonly uses: Uses }, scope: Scope): Classification {
  const virtual = virtualReasons(uses, scope);
  const blocked = notNative(node, scope);
  const native = blocked === null;
  const after: ClassReason[] = native ? [] : [{ code: "not_native", params: { name: blocked } }];
  if (virtual.length > 0) return { class: "virtual", native, reasons: [...virtual, ...after] };
  const lists = [...uses.aggregates, ...uses.tiers].flatMap(({ source }) => (source.kind === "children" ? [source.list] : []));
  if (lists.length > 0) return { class: "rollup", native, reasons: [...new Set(lists)].map((list) => ({ code: "children", params: { list } })) };
  const reasons: ClassReason[] = [];
  if (uses.paths.length > 0 || uses.siblings.length > 0) reasons.push({ code: "header", params: {} });
  if (uses.rates) reasons.push({ code: "rates", params: {} });
  return { class: "stored", native, reasons: reasons.length > 0 ? reasons : [{ code: "own", params: {} }] };
}

/** The class as the fields that depend on it see it. */
export const sourceOf = ({ class: name, native }: Classification): FieldSource => (name === "virtual" && !native ? "after_read" : name);

const isKept = (source: FieldSource | undefined): boolean => source !== "virtual" && source !== "after_read";

function virtualReasons(uses: Uses, scope: Scope): ClassReason[] {
  const reasons: ClassReason[] = [];
  if (uses.time !== "none") reasons.push({ code: "time", params: { time: uses.time } });
  if (uses.viewer) reasons.push({ code: "viewer", params: {} });
  for (const field of uses.transitions) reasons.push({ code: "past", params: { field } });
  for (const object of uses.trees) reasons.push({ code: "tree", params: { object } });
  for (const ref of uses.roots) if (ref.root !== "this") reasons.push({ code: "root", params: { name: ref.root ?? "" } });
  reasons.push(...refReasons(uses, scope));
  for (const use of uses.aggregates) reasons.push(...rowReasons(use.source, use.row, scope));
  for (const use of uses.tiers) reasons.push(...rowReasons(use.source, use.row, scope));
  return reasons.filter((reason, i) => !reasons.slice(0, i).some((known) => known.code === reason.code && JSON.stringify(known.params) === JSON.stringify(reason.params)));
}

/** Fields of the record and of what its lookups lead to. A header's own kept fields are as good as one's own. */
function refReasons(uses: Uses, scope: Scope): ClassReason[] {
  const virtualField = (ref: FieldRef): ClassReason => ({ code: "virtual_field", params: { field: ref.text } });
  return [
    ...uses.own.filter((ref) => !isKept(scope.field(ref.field)?.source)).map(virtualField),
    ...uses.paths.flatMap((ref): ClassReason[] => {
      if (!ref.viaParent || ref.steps.length > 1) return [{ code: "other_record", params: { field: ref.text } }];
      return isKept(scope.target(ref.object)?.field(ref.field)?.source) ? [] : [virtualField(ref)];
    }),
  ];
}

function rowReasons(source: AggregateSource, row: Uses, scope: Scope): ClassReason[] {
  if (source.kind === "object") return [{ code: "any_object", params: { object: source.object } }];
  if (source.kind === "links") return row.own.length + row.paths.length === 0 ? [] : [{ code: "links", params: { list: source.list } }];
  const rows = scope.target(source.object);
  if (!rows) return [];
  return refReasons(row, rows).map(({ params }): ClassReason => ({ code: "virtual_rows", params: { field: `${source.list}.${params["field"] ?? ""}` } }));
}
