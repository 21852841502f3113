import type { Label } from "#shared/lib/label.ts";
import { isHue, hues, type Hue } from "#shared/ui/hue.ts";
import { isPiece, pieces, type PieceName } from "#shared/ui/Piece.tsx";

/** A module that a workspace can be made of, as `GET /api/templates` offers it. */
export interface Template {
  name: string;
  label?: Label;
  description?: Label;
  piece?: string;
  hue?: string;
  /** How many documents of each kind it brings. */
  counts?: Readonly<Record<string, number>>;
}

/** Its mark: what the template says, else the pieces in turn. */
export function markOf(template: Template, at: number): { piece: PieceName; hue: Hue } {
  const piece = isPiece(template.piece) ? template.piece : (pieces[at % pieces.length] ?? "square");
  const hue = isHue(template.hue) ? template.hue : (hues[at % (hues.length - 1)] ?? "grey");
  return { piece, hue };
}
