import { useTranslation } from "react-i18next";
import css from "./AvatarGroup.module.css";
import { Avatar, type AvatarProps } from "./Avatar.tsx";

export interface AvatarGroupProps {
  people: readonly Pick<AvatarProps, "id" | "name" | "photo">[];
  size?: 20 | 24 | 32 | undefined;
}

/** Up to three people overlapped, the others as "+n" with their names in the title. */
export function AvatarGroup({ people, size = 24 }: AvatarGroupProps) {
  const { t } = useTranslation("ui");
  const shown = people.slice(0, 3);
  const others = people.slice(3).map((person) => person.name);
  return (
    <span className={css.group} role="group" aria-label={people.map((person) => person.name).join(t("listComma"))}>
      {shown.map((person) => <span key={person.id} className={css.ring} title={person.name}><Avatar {...person} size={size} /></span>)}
      {others.length > 0 && <span className={css.more} data-size={size} title={others.join(t("listComma"))}>+{others.length}</span>}
    </span>
  );
}
