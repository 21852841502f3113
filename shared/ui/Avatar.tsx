import UserRound from "lucide-react/icons/user-round";
import { useState } from "react";
import css from "./Avatar.module.css";
import { hueOf } from "./hue.ts";
import { initials } from "./initials.ts";

export interface AvatarProps {
  /** The person's id: gives the hue, so that someone looks the same everywhere. */
  id: string;
  name: string;
  /** Address of a photo. Letters are shown when there is none or it can't be had. */
  photo?: string | undefined;
  size?: 20 | 24 | 32 | 40 | undefined;
  /** True when no name stands beside it: then the picture speaks its name. */
  alone?: boolean | undefined;
}

/** A person in one circle. */
export function Avatar({ id, name, photo, size = 20, alone = false }: AvatarProps) {
  const [broken, setBroken] = useState<string>();
  const letters = initials(name);
  const spoken = alone ? { role: "img", "aria-label": name, title: name } : { "aria-hidden": true };
  return (
    <span className={css.avatar} data-hue={hueOf(id)} data-size={size} {...spoken}>
      {photo !== undefined && photo !== broken
        ? <img src={photo} alt="" loading="lazy" onError={() => setBroken(photo)} />
        : letters === "" ? <UserRound /> : letters}
    </span>
  );
}
