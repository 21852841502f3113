import type { Document } from "#shared/metadata/document.ts";

/**
 * One edit of a document, as plain data in and out: undo, autosave and the audit of drafts stand on these and nothing else
 * changes a document in the builder. Commands never throw: one that can't run says so and is not run.
 */
export interface Command {
  /** Whether it means anything for the document as it is now. */
  canRun(document: Document): boolean;
  /** The document with the edit. */
  run(document: Document): Document;
  /** `document` without the edit; `before` is what `run` was given. What others changed elsewhere in between stays. */
  undo(document: Document, before: Document): Document;
  /** Edits that follow each other quickly under the same word (typing into one control) are one step of undo. */
  readonly merge?: string;
}

/** Several commands as one step. Those that can't run by then are left out. */
export function together(commands: readonly Command[]): Command {
  return {
    canRun: (document) => commands.some((command) => command.canRun(document)),
    run: (document) => commands.reduce((now, command) => (command.canRun(now) ? command.run(now) : now), document),
    undo(document, before) {
      const ran: { command: Command; before: Document }[] = [];
      let now = before;
      for (const command of commands) {
        if (!command.canRun(now)) continue;
        ran.push({ command, before: now });
        now = command.run(now);
      }
      return ran.toReversed().reduce((rest, step) => step.command.undo(rest, step.before), document);
    },
  };
}
