import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./Tag.module.css";
import { classes } from "./classes.ts";
import type { Hue } from "./hue.ts";

/** What a tag may say besides a value's hue. Each comes with a word, so colour is never alone. */
export type Tone = "success" | "warning" | "danger" | "accent" | "outline";

export interface TagProps {
  children: ReactNode;
  hue?: Hue | undefined;
  tone?: Tone | undefined;
  icon?: ReactNode;
  /** Adds a small × that calls this. */
  onRemove?: (() => void) | undefined;
  /** Names the × ("Remove Vision"); needed with `onRemove` when the children are not plain text. */
  removeLabel?: string | undefined;
  className?: string | undefined;
}

/** A value of a choice: soft background in the option's hue (grey without one). */
export function Tag({ children, hue, tone, icon, onRemove, removeLabel, className }: TagProps) {
  const { t } = useTranslation("ui");
  const name = typeof children === "string" ? children : "";
  return (
    <span className={classes(css.tag, className)} data-hue={tone === undefined ? (hue ?? "grey") : undefined} data-tone={tone}>
      {icon}
      <span className={css.text}>{children}</span>
      {onRemove !== undefined && (
        <button type="button" className={css.remove} tabIndex={-1} aria-label={removeLabel ?? t("remove", { name })} onMouseDown={(event) => event.preventDefault()} onClick={onRemove}>
          <X />
        </button>
      )}
    </span>
  );
}
