/** A problem of metadata. Problems are values, never exceptions (design §3). */
export interface Diagnostic {
  severity: "error" | "warning";
  /** Stable code; also the key of the message in `shared/messages/metadata`. */
  code: string;
  /** The document the problem is in. */
  kind: string;
  name: string;
  /** JSON pointer inside the document. */
  path: string;
  /** Values for the message: names, limits, the offending word. */
  params: Record<string, string | number>;
  /** Text in the asker's language; filled when the diagnostic leaves the server or is drawn. */
  message?: string;
  hint?: string;
}
