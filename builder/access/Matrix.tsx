import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMembers } from "#runtime/shell/members/api.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { sameJson } from "#shared/lib/json.ts";
import { ACTIONS, type Action, type RoleDoc } from "#shared/metadata/role.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import { isHue } from "#shared/ui/hue.ts";
import { isPiece, Piece } from "#shared/ui/Piece.tsx";
import { setValue } from "../commands/edits.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { Cell } from "./Cell.tsx";
import { documentToEdit, policyOf, possibleScopes, scopeOf, type Scope } from "./policy.ts";
import { ScopeGlyph } from "./ScopeGlyph.tsx";
import css from "./access.module.css";

interface MatrixProps {
  role: RoleDoc;
  object: string | null;
  onObject: (object: string) => void;
}

/** In the order in which people think of them. */
const COLUMNS: readonly Action[] = ["read", ...ACTIONS.filter((action) => action !== "read")];

/** Keys that say a right without a menu. */
const LETTERS: Readonly<Record<string, Exclude<Scope, "mixed">>> = { a: "all", o: "own", b: "own_and_below", p: "parent", n: "none", Delete: "none", Backspace: "none" };

/** The rights of a role as an ARIA grid: arrows move, Enter opens the words, Space takes the next one, letters name one. */
export function Matrix({ role, object: chosen, onObject }: MatrixProps) {
  const { t } = useTranslation("access");
  const { language, model: released } = useWorkspace();
  const { model } = useDraftModel();
  const store = useDraftStore();
  const members = useMembers();
  const grid = useRef<HTMLTableElement>(null);
  const groups = useMemo(() => groupsOf(model, language), [model, language]);
  const objects = groups.flatMap((group) => group.objects);
  const [place, setPlace] = useState({ row: 0, column: 0 });
  const [open, setOpen] = useState<string | null>(null);
  const people = members.data?.filter((member) => member.active && member.roles.includes(role.name)).length;
  const before = released.roles.get(role.name);

  function set(object: ObjectModel, action: Action, scope: Exclude<Scope, "mixed">): void {
    if (!possibleScopes(object, action).includes(scope) || scopeOf(role.objects?.[object.name]?.[action]) === scope) return;
    store.session("role", documentToEdit(role.name, store.documents(), object.name, action))?.run(setValue(["objects", object.name, action], policyOf(scope), ""));
  }
  function focus(row: number, column: number): void {
    const at = { row: Math.min(Math.max(row, 0), objects.length - 1), column: Math.min(Math.max(column, 0), COLUMNS.length - 1) };
    setPlace(at);
    const object = objects[at.row];
    if (object) onObject(object.name);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${at.row}-${at.column}"]`)?.focus();
  }
  /** The cell that an event comes from; null for what floats above the grid. */
  function cellOf(target: EventTarget): { row: number; column: number } | null {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]")?.dataset["cell"] : undefined;
    const [row, column] = (cell ?? "").split("-").map(Number);
    return row === undefined || column === undefined || cell === undefined ? null : { row, column };
  }
  function show(row: number, column: number): void {
    const object = objects[row];
    setPlace({ row, column });
    if (object) onObject(object.name);
    setOpen(`${row}-${column}`);
  }
  /** The cell is drawn anew when its words close: only then can it have the focus again. */
  function close(row: number, column: number): void {
    setOpen(null);
    requestAnimationFrame(() => focus(row, column));
  }
  function press(event: KeyboardEvent<HTMLElement>): void {
    const cell = cellOf(event.target);
    if (!cell) return;
    const { row, column } = cell;
    const object = objects[row];
    const action = COLUMNS[column];
    if (!object || !action || event.metaKey || event.ctrlKey || event.altKey) return;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      Home: [row, 0], End: [row, COLUMNS.length - 1], PageUp: [row - 10, column], PageDown: [row + 10, column],
    };
    const move = moves[event.key];
    const scope = LETTERS[event.key];
    if (move) focus(...move);
    else if (scope !== undefined) set(object, action, scope);
    else if (event.key === " ") set(object, action, after(object, action, scopeOf(role.objects?.[object.name]?.[action])));
    else if (event.key === "Enter" || event.key === "F2") show(row, column);
    else return;
    event.preventDefault();
  }
  let row = -1;
  return (
    <div className={css.matrix}>
      <header className={css.matrixHead}>
        <h2>{labelText(role.label, language, role.name)}</h2>
        <span className={css.quiet}>{people !== undefined && t("holders", { count: people })} {t("addUp")}</span>
      </header>
      <table className={css.grid} role="grid" aria-label={t("matrixOf", { name: labelText(role.label, language, role.name) })} ref={grid} aria-rowcount={objects.length + 1} onKeyDown={press} onClick={(event) => { const cell = cellOf(event.target); if (cell) show(cell.row, cell.column); }}>
        <thead>
          <tr>
            <th scope="col" className={css.objectColumn}>{t("object")}</th>
            {COLUMNS.map((action) => <th key={action} scope="col">{t(`action.${action}`)}</th>)}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.key}>
            <tr className={css.groupRow}><th colSpan={COLUMNS.length + 1} scope="rowgroup"><span>{group.mark}{group.label || t(group.key)}</span></th></tr>
            {group.objects.map((object) => {
              row += 1;
              const at = row;
              return (
                <tr key={object.name} data-chosen={object.name === chosen || undefined}>
                  <th scope="row"><button type="button" className={css.objectButton} tabIndex={-1} onClick={() => onObject(object.name)}>{labelText(object.label, language, object.name)}</button></th>
                  {COLUMNS.map((action, column) => {
                    const policy = role.objects?.[object.name]?.[action];
                    return (
                      <Cell
                        key={action}
                        id={`${at}-${column}`}
                        policy={policy}
                        possible={possibleScopes(object, action)}
                        isChanged={!sameJson(scopeOf(before?.objects?.[object.name]?.[action]), scopeOf(policy))}
                        isCurrent={place.row === at && place.column === column}
                        isOpen={open === `${at}-${column}`}
                        label={t("cell", { object: labelText(object.label, language, object.name), action: t(`action.${action}`) })}
                        onClose={() => close(at, column)}
                        onChoose={(scope) => { set(object, action, scope); close(at, column); }}
                      />
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
      <ul className={css.legend} aria-label={t("legend")}>
        {(["all", "own_and_below", "own", "parent", "none"] as const).map((scope) => <li key={scope}><ScopeGlyph scope={scope} /> {t(`scope.${scope}`)} <span className={css.quiet}>{t(`scopeHelp.${scope}`)}</span></li>)}
        <li><span className={css.changedMark} aria-hidden="true" /> {t("changedMark")}</li>
      </ul>
    </div>
  );
}

function after(object: ObjectModel, action: Action, scope: Scope): Exclude<Scope, "mixed"> {
  const possible = possibleScopes(object, action);
  const at = possible.findIndex((one) => one === scope);
  return possible[(at + 1) % possible.length] ?? "none";
}

interface Group {
  key: string;
  label: string;
  mark: ReactNode;
  objects: ObjectModel[];
}

/** Objects by the app that shows them; then those in none, then built-in ones. */
function groupsOf(model: Model, language: "en" | "zh-CN"): Group[] {
  const placed = new Set<string>();
  const groups: Group[] = [...model.apps.values()]
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map((app) => {
      const objects = (app.items ?? []).flatMap((item) => {
        const object = item.object === undefined ? undefined : model.object(item.object);
        if (!object || object.builtIn || placed.has(object.name)) return [];
        placed.add(object.name);
        return [object];
      });
      return { key: app.name, label: labelText(app.label, language, app.name), mark: <Piece name={isPiece(app.piece) ? app.piece : "square"} hue={isHue(app.hue) ? app.hue : "grey"} />, objects };
    });
  const rest = [...model.objects.values()].filter((object) => !placed.has(object.name));
  groups.push({ key: "noApp", label: "", mark: null, objects: rest.filter((object) => !object.builtIn) });
  groups.push({ key: "builtIn", label: "", mark: null, objects: rest.filter((object) => object.builtIn) });
  return groups.filter((group) => group.objects.length > 0);
}
