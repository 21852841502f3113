import { createContext, lazy, Suspense, use, useCallback, useState, type ReactNode } from "react";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Choice } from "#shared/kinds/define-view.ts";
import type { RecordValues } from "#shared/query/value.ts";

const CreateDrawer = lazy(async () => ({ default: (await import("./CreateDrawer.tsx")).CreateDrawer }));

interface Asked {
  object: string;
  prefilled: RecordValues;
  answer: (made: Choice | undefined) => void;
}

/** Makes a record beside what one is doing; undefined when the person gave up. */
export type QuickCreate = (object: string, prefilled: RecordValues) => Promise<Choice | undefined>;

const QuickCreateContext = createContext<QuickCreate | null>(null);

/** Null where nothing offers it (a preview in the builder). */
export function useQuickCreate(): QuickCreate | null {
  return use(QuickCreateContext);
}

/** Lends pickers a way to make what they don't find: a drawer over whatever is open, answered with the new record. */
export function QuickCreateProvider({ children }: { children: ReactNode }) {
  const { model } = useWorkspace();
  const [asked, setAsked] = useState<Asked | null>(null);
  const create = useCallback<QuickCreate>((object, prefilled) => new Promise((answer) => setAsked({ object, prefilled, answer })), []);
  function close(made: Choice | undefined): void {
    asked?.answer(made);
    setAsked(null);
  }
  return (
    <QuickCreateContext value={create}>
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
    </QuickCreateContext>
  );
}
