import { ApiError } from "#runtime/data/client.ts";
import { Note } from "#shared/ui/Note.tsx";

/** Why something was refused: every problem that the server names, else its one sentence. */
export function Refusal({ title, failure }: { title: string; failure: Error }) {
  const problems = failure instanceof ApiError ? failure.problem.errors : [];
  return <Note tone="danger" title={title}>{problems.length > 0 ? <ul>{problems.map((error, at) => <li key={at}>{error.message}</li>)}</ul> : <p>{failure.message}</p>}</Note>;
}
