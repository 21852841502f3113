import css from "./Piece.module.css";
import type { Hue } from "./hue.ts";

/** The seven pieces of the tangram; a module's setting `piece` names one. */
export const pieces = ["square", "small-triangle-1", "small-triangle-2", "middle-triangle", "large-triangle-1", "large-triangle-2", "parallelogram"] as const;

export type PieceName = (typeof pieces)[number];

const shapes: Record<PieceName, string> = {
  "square": "M8 1.5 14.5 8 8 14.5 1.5 8z",
  "small-triangle-1": "M2 13 8 4l6 9z",
  "small-triangle-2": "M2 3h12l-6 10z",
  "middle-triangle": "M1.5 1.5v13l13-6.5z",
  "large-triangle-1": "M1.5 1.5h13L1.5 14.5z",
  "large-triangle-2": "M14.5 1.5v13h-13z",
  "parallelogram": "M1 12.5 6 3.5h9L10 12.5z",
};

/** True when a text read from metadata names a piece. */
export function isPiece(text: unknown): text is PieceName {
  return pieces.some((piece) => piece === text);
}

export interface PieceProps {
  name: PieceName;
  hue?: Hue | undefined;
  /** px; 14 in lists and titles. */
  size?: number | undefined;
  /** Only the edge: a module that is not chosen. */
  outline?: boolean | undefined;
}

/** A module's mark. Decorative: the module's name is always beside it (gamboge alone would be too pale). */
export function Piece({ name, hue = "grey", size = 14, outline = false }: PieceProps) {
  return (
    <svg className={css.piece} data-hue={hue} data-outline={outline || undefined} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
