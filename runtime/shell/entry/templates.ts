import type { TemplateAnswer } from "#shared/api/workspaces.ts";
import { isHue, hues, type Hue } from "#shared/ui/hue.ts";
import { isPiece, pieces, type PieceName } from "#shared/ui/Piece.tsx";

/** A module's mark: what the template says, else the pieces in turn. */
export function markOf(template: TemplateAnswer, at: number): { piece: PieceName; hue: Hue } {
  const piece = isPiece(template.piece) ? template.piece : (pieces[at % pieces.length] ?? "square");
  const hue = isHue(template.hue) ? template.hue : (hues[at % (hues.length - 1)] ?? "grey");
  return { piece, hue };
}
