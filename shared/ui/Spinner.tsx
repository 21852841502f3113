import css from "./Spinner.module.css";

/** The one thing that loops. Decorative: whoever shows it says in words, or with `aria-busy`, what goes on. */
export function Spinner({ size = 14 }: { size?: number }) {
  return (
    <svg className={css.spinner} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 1.75A6.25 6.25 0 0 1 14.25 8" />
    </svg>
  );
}
