import { useEffect, useRef } from "react";
import { ApiError, post, workspacePath } from "#runtime/data/client.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { isJsonObject, type Json, type JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import { computedDefaults } from "#shared/model/live/defaults.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { jsonValues } from "../fields.ts";
import { tellProblems } from "../problems.ts";
import type { FormModel } from "../use-form-model.ts";
import { isBlankLine, linesIn, writeBody, type FormShape, type LineRow, type WriteBody } from "../values.ts";
import type { LiveStore, Remarks } from "./live-store.ts";

/** ms after the last stroke */
const PAUSE = 250;

/** Answer of `POST …/evaluate` (contract §4): what a save would answer and complain about. */
interface Evaluation {
  record: RecordValues;
  errors: readonly Problem[];
  warnings: readonly Problem[];
}

/**
 * Asks the server, once typing pauses, what a save would make of the form: values that can't be computed here, rules, computed
 * defaults. The latest answer counts; nothing is asked where there is nothing to ask.
 */
export function usePreview(model: FormModel, id: string | null): void {
  const { slug } = useWorkspace();
  const { hook, shape, live } = model;
  const latest = useRef(model);
  latest.current = model;
  useEffect(() => {
    if (!hasQuestions(shape, live, id)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running = new AbortController();
    let answered: string | null = null;
    let isFilling = false;
    function follow(): void {
      if (isFilling) return; // what the server has just said itself
      clearTimeout(timer);
      running.abort();
      live.setPreview("asked");
      timer = setTimeout(() => void ask(), PAUSE);
    }
    async function ask(): Promise<void> {
      const { base, filled, writable } = latest.current;
      const body = writeBody(shape, base.current, filled.typed(shape, jsonValues(hook.getValues())), writable);
      if (id !== null && Object.keys(body.data).length === 0) {
        answered = null;
        return live.clear();
      }
      const text = JSON.stringify(body.data);
      if (text === answered) return live.setPreview("idle");
      running = new AbortController();
      const { signal } = running;
      try {
        const data = id === null ? body.data : { ...body.data, id };
        const evaluation = await post<Evaluation>(workspacePath(slug, "records", shape.object.name, "evaluate"), data, { signal });
        if (signal.aborted) return;
        answered = text;
        isFilling = true;
        take(latest.current, body, evaluation);
      } catch (problem) {
        if (!(problem instanceof ApiError)) {
          if (signal.aborted) return;
          throw problem;
        }
        // Asked again with the next stroke; the save itself says what is wrong.
        answered = null;
        live.setPreview("failed");
      } finally {
        isFilling = false;
      }
    }
    if (id === null) follow();
    const leave = hook.subscribe({ formState: { values: true }, callback: follow });
    return () => {
      leave();
      clearTimeout(timer);
      running.abort();
    };
  }, [hook, shape, live, slug, id]);
}

/** Whether the server knows anything of such a record that the browser doesn't. */
function hasQuestions({ object, lists }: FormShape, { plan }: LiveStore, id: string | null): boolean {
  const objects = [object, ...lists.values()];
  const isFilled = (one: ObjectModel): boolean => [undefined, ...one.recordTypes.map(({ name }) => name)].some((type) => computedDefaults(one, type).length > 0);
  const isServers = (one: ObjectModel): boolean => (plan.computed.get(one.name) ?? []).some((name) => plan.sourceOf(one.name, name) === "server");
  return objects.some((one) => one.rules.length > 0 || isServers(one) || ((id === null || one !== object) && isFilled(one)));
}

function take(model: FormModel, body: WriteBody, { record, errors, warnings }: Evaluation): void {
  const { hook, shape, live } = model;
  const lines = [...shape.lists].flatMap(([list]) => linesOf(model, list, record[list] ?? null));
  live.answer(record, lines.map(({ list, line, values }) => ({ list, key: line.$key, values })), remarksOf(model, body, errors, warnings));
  fill(model, record, lines);
  // What a save was refused for and no longer holds.
  const names = rulesOf(shape);
  for (const [field, error] of Object.entries(hook.formState.errors)) {
    if (error && names.has(String(error.type)) && !live.remarks.errors.some((told) => told.field === field)) hook.clearErrors(field);
  }
}

interface Answered {
  list: string;
  line: LineRow;
  values: RecordValues;
}

/** The form's lines with what was answered of each: stored ones by id, new ones in their order. */
function linesOf({ hook, shape, filled }: FormModel, list: string, answer: Json): Answered[] {
  const field = shape.object.field(list);
  const child = shape.lists.get(list);
  if (!child || field?.value.class !== "children" || !Array.isArray(answer)) return [];
  const { by } = field.value;
  const answers = answer.filter(isJsonObject);
  const stored = new Map(answers.map((values) => [values.id, values]));
  const fresh = answers.filter(({ id }) => id === null || id === undefined);
  const values = jsonValues(hook.getValues());
  const typed = new Map(linesIn(filled.typed(shape, values), list).map((line) => [line.$key, line]));
  return linesIn(values, list).flatMap((line): Answered[] => {
    if (line.id === undefined && isBlankLine(child, by, typed.get(line.$key) ?? line)) return [];
    const found: JsonObject | undefined = line.id === undefined ? fresh.shift() : stored.get(line.id);
    return found ? [{ list, line, values: found }] : [];
  });
}

/** Puts computed defaults where nobody has typed. */
function fill({ hook, shape, filled, base, writable }: FormModel, record: RecordValues, lines: readonly Answered[]): void {
  const values = jsonValues(hook.getValues());
  if (base.current === null) {
    const fresh = filled.fresh(shape.object, "", values, record, (name) => writable(shape.object.name, name));
    for (const [name, value] of Object.entries(fresh)) hook.setValue(name, value);
  }
  for (const [list, child] of shape.lists) {
    const fresh = new Map<string, RecordValues>();
    for (const one of lines) {
      if (one.list !== list || one.line.id !== undefined) continue;
      const own = filled.fresh(child, `${one.line.$key}/`, one.line, one.values, (name) => writable(child.name, name));
      if (Object.keys(own).length > 0) fresh.set(one.line.$key, own);
    }
    if (fresh.size > 0) hook.setValue(list, linesIn(values, list).map((line) => ({ ...line, ...fresh.get(line.$key), $key: line.$key })));
  }
}

function rulesOf({ object, lists }: FormShape): ReadonlySet<string> {
  return new Set([object, ...lists.values()].flatMap(({ rules }) => rules.map(({ name }) => name)));
}

/** What is said before the save: rules and formulas without a value; what is missing is said when a field is left. */
function remarksOf({ shape, say }: FormModel, body: WriteBody, errors: readonly Problem[], warnings: readonly Problem[]): Remarks {
  const names = rulesOf(shape);
  const tell = (problems: readonly Problem[]) => tellProblems(problems, say, (list, place) => body.sent.get(list)?.[place], (name) => shape.object.field(name) !== undefined);
  const wrong = tell(errors.filter(({ rule }) => names.has(rule) || rule.startsWith("formula_")));
  const doubtful = tell(warnings);
  return { errors: wrong.told, errorsAbove: wrong.others, warnings: doubtful.told, warningsAbove: doubtful.others };
}
