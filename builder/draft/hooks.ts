import { useMemo, useSyncExternalStore } from "react";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { Document, DocumentOf } from "#shared/metadata/document.ts";
import { toast } from "#shared/ui/toast-store.ts";
import { useFailureText } from "./failure-text.ts";
import type { Command } from "../commands/command.ts";
import type { Versioned } from "./api.ts";
import { useDraftModel } from "./draft-model.ts";
import type { DraftItem } from "./draft-store.ts";
import type { EditStatus } from "./edit-session.ts";
import { useDraftStore } from "./provider.tsx";

/** Changes with every edit, save and answer of the server. */
export function useDraftVersion(): number {
  const store = useDraftStore();
  return useSyncExternalStore(store.subscribe, store.version);
}

/** Every document of the draft, removed ones too; edits made here are in it at once. */
export function useDraftItems(): readonly DraftItem[] {
  const store = useDraftStore();
  return useSyncExternalStore(store.subscribe, () => store.items());
}

export interface DraftDocument<K extends Document["kind"]> {
  readonly document: DocumentOf<K>;
  readonly item: DraftItem;
  /** All that is wrong with it, as the draft stands here; refused saves included. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One document to read; undefined where the draft has none of that name. */
export function useDocument<K extends Document["kind"]>(kind: K, name: string): DraftDocument<K> | undefined {
  const store = useDraftStore();
  useDraftVersion();
  const { diagnostics } = useDraftModel();
  const document = store.document(kind, name);
  const item = store.items().find((one) => one.kind === kind && one.name === name);
  if (!item || document?.kind !== kind) return undefined;
  const refused = store.session(kind, name)?.refused ?? [];
  return { document: document as DocumentOf<K>, item, diagnostics: [...refused, ...diagnostics.filter((found) => found.kind === kind && (found.name === name || found.name === document.extends))] };
}

export interface DocumentEditor<K extends Document["kind"]> extends DraftDocument<K> {
  /** Runs an edit: seen at once, saved soon. False where the command can't run, and for a built-in document. */
  run(command: Command): boolean;
  /** The last step back: of the edits since the page was opened, then of those saved before. */
  undo(): void;
  redo(): void;
  /** Back to what is published; can be undone. A document that was never published is gone then. */
  discard(): Promise<void>;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** `readonly` for a built-in document. */
  readonly status: EditStatus | "readonly";
  /** While `status` is "conflict": what someone else saved. */
  readonly theirs: Versioned | null;
  resolve(choice: "theirs" | "mine"): void;
}

/** One document to edit; undefined where the draft has none of that name. */
export function useDocumentEditor<K extends Document["kind"]>(kind: K, name: string): DocumentEditor<K> | undefined {
  const store = useDraftStore();
  const failureText = useFailureText();
  const found = useDocument(kind, name);
  const editor = useMemo(() => {
    // What the server kept of one's steps before the page was opened; refused with a reason where there is none.
    const step = (word: "undo" | "redo"): void =>
      void store.step(kind, name, word).catch((failure: unknown) => toast({ text: failureText(failure), id: "draft-step" }));
    return {
      run: (command: Command) => store.session(kind, name)?.run(command) ?? false,
      undo(): void {
        const session = store.session(kind, name);
        if (session?.canUndo) session.undo();
        else if (session) step("undo");
      },
      redo(): void {
        const session = store.session(kind, name);
        if (session?.canRedo) session.redo();
        else if (session && !session.canUndo) step("redo");
      },
      discard: () => store.step(kind, name, "reset"),
      resolve: (choice: "theirs" | "mine") => void store.session(kind, name)?.resolve(choice),
    };
    // What says why is the same for as long as the language is.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [store, kind, name]);
  if (!found) return undefined;
  const session = store.session(kind, name);
  // Whether the server has steps of one's own is not known before one is asked for; what is as released has none to take back.
  const steps = store.savedSteps(kind, name);
  const isChanged = found.item.state === "changed" || found.item.state === "new";
  return {
    ...found,
    ...editor,
    canUndo: session !== undefined && (session.canUndo || (steps.undo ?? isChanged)),
    canRedo: session !== undefined && (session.canRedo || (!session.canUndo && (steps.redo ?? isChanged))),
    status: session?.status ?? "readonly",
    theirs: session?.theirs ?? null,
  };
}

/** Takes back one's own last saved step of documents, in the given order: what toasts offer after a removal. Says why where that can't be. */
export function useTakeBack(): (documents: readonly { kind: string; name: string }[]) => void {
  const store = useDraftStore();
  const failureText = useFailureText();
  return (documents) => {
    const takeBack = async (): Promise<void> => {
      for (const { kind, name } of documents) await store.step(kind, name, "undo");
    };
    takeBack().catch((failure: unknown) => toast({ error: true, text: failureText(failure) }));
  };
}
