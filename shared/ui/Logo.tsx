import css from "./Logo.module.css";
import type { Hue } from "./hue.ts";
import type { PieceName } from "./Piece.tsx";

const places: readonly { piece: PieceName; hue: Hue; points: string }[] = [
  { piece: "large-triangle-1", hue: "indigo", points: "0,0 8,0 4,4" },
  { piece: "large-triangle-2", hue: "rouge", points: "0,0 4,4 0,8" },
  { piece: "middle-triangle", hue: "verdigris", points: "8,8 4,8 8,4" },
  { piece: "small-triangle-1", hue: "gamboge", points: "8,0 8,4 6,2" },
  { piece: "square", hue: "ochre", points: "6,2 8,4 6,6 4,4" },
  { piece: "small-triangle-2", hue: "violet", points: "4,4 6,6 2,6" },
  { piece: "parallelogram", hue: "malachite", points: "0,8 4,8 6,6 2,6" },
];

export interface LogoProps {
  /** px */
  size?: number | undefined;
  /** Only these pieces are laid; the others show their dashed place (first run). All when left out. */
  placed?: readonly PieceName[] | undefined;
  /** Lines instead of colours, for empty states. */
  outline?: boolean | undefined;
  /** Names the picture where no word stands beside it. */
  label?: string | undefined;
}

/** The whole tangram: logo, first run, empty states. The gaps take the surface's colour from `--gap` (canvas by default). */
export function Logo({ size = 20, placed, outline = false, label }: LogoProps) {
  const spoken = label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  return (
    <svg className={css.logo} data-outline={outline || undefined} data-partial={placed !== undefined || undefined} width={size} height={size} viewBox="-.2 -.2 8.4 8.4" {...spoken}>
      {placed !== undefined && <rect className={css.place} width="8" height="8" />}
      {places.map(({ piece, hue, points }) => {
        const laid = placed === undefined || placed.includes(piece);
        return <polygon key={piece} data-hue={hue} data-laid={laid || undefined} points={points} />;
      })}
    </svg>
  );
}
