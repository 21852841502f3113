import Star from "lucide-react/icons/star";
import { useTranslation } from "react-i18next";
import css from "./Rating.module.css";
import { FieldFrame, frameOf, type FieldProps } from "./FieldFrame.tsx";

export interface RatingProps extends FieldProps {
  /** 1 … max; null when not rated. */
  value: number | null;
  onChange: (value: number | null) => void;
  onBlur?: (() => void) | undefined;
  max?: number | undefined;
}

/** Stars. Choosing the current one again takes the rating back. */
export function Rating(props: RatingProps) {
  const { value, onChange, onBlur, max = 5, readOnly, disabled } = props;
  const { t } = useTranslation("ui");
  const stars = Array.from({ length: max }, (_, at) => at + 1);
  return (
    <FieldFrame {...frameOf(props)} group>
      {(wiring) => (
        <div {...wiring} className={css.stars} role="radiogroup" data-fixed={readOnly || disabled || undefined} onBlur={onBlur}>
          {stars.map((star) => (
            <label key={star} className={css.star} data-on={(value !== null && star <= value) || undefined}>
              <input
                type="radio"
                name={wiring.id}
                aria-label={t("ratingOf", { count: star, max })}
                checked={value === star}
                disabled={disabled === true || readOnly === true}
                onChange={() => onChange(star)}
                onClick={() => {
                  if (value === star) onChange(null);
                }}
              />
              <Star aria-hidden="true" />
            </label>
          ))}
        </div>
      )}
    </FieldFrame>
  );
}
