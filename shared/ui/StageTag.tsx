import css from "./StageTag.module.css";
import { Tag, type TagProps } from "./Tag.tsx";

/** A stage: a tag with the 45° cut, so that a state of a process is not mistaken for a choice. */
export function StageTag(props: Pick<TagProps, "children" | "hue">) {
  return <Tag {...props} icon={<span className={css.cut} aria-hidden="true" />} />;
}
