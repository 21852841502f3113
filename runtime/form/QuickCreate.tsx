import { lazy, Suspense, useMemo, useState, type ReactNode } from "react";
import { targetsOf } from "#runtime/data/field-ports.tsx";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Choice, FieldPorts } from "#shared/kinds/define-view.ts";
import type { FieldInfo } from "#shared/kinds/define.ts";
import { FieldPortsContext, useFieldPorts } from "#shared/kinds/ports.tsx";
import type { RecordValues } from "#shared/query/value.ts";

const CreateDrawer = lazy(async () => ({ default: (await import("./CreateDrawer.tsx")).CreateDrawer }));

interface Asked {
  object: string;
  prefilled: RecordValues;
  answer: (made: Choice | undefined) => void;
}

/** Lends pickers a way to make what they don't find: a drawer over whatever is open, answered with the new record. */
export function QuickCreateProvider({ children }: { children: ReactNode }) {
  const { model, can } = useWorkspace();
  const [asked, setAsked] = useState<Asked | null>(null);
  const outer = useFieldPorts();
  const ports = useMemo<FieldPorts>(() => {
    // People are invited, not typed in beside something else.
    const target = (field: FieldInfo) => targetsOf(field.value).flatMap((name) => model.object(name) ?? []).find((object) => !object.builtIn && can(object.name, "create"));
    return {
      ...outer,
      canCreate: (field) => target(field) !== undefined,
      create(field, text) {
        const object = target(field);
        if (!object) return Promise.resolve(undefined);
        const title = object.titleField === null ? undefined : object.field(object.titleField);
        const prefilled = title && !title.readOnly && title.value.class === "text" ? { [title.name]: text } : {};
        return new Promise((answer) => setAsked({ object: object.name, prefilled, answer }));
      },
    };
  }, [outer, model, can]);
  function close(made: Choice | undefined): void {
    asked?.answer(made);
    setAsked(null);
  }
  return (
    <FieldPortsContext value={ports}>
      {children}
      {asked && (
        <Suspense fallback={null}>
          <CreateDrawer
            object={asked.object}
            prefilled={asked.prefilled}
            onCreated={(record) => {
              const title = model.object(asked.object)?.titleField ?? "";
              close({ object: asked.object, id: record.id, title: String(record[`${title}$title`] ?? record[title] ?? "") });
            }}
            onClose={() => close(undefined)}
          />
        </Suspense>
      )}
    </FieldPortsContext>
  );
}
