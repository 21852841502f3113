import ChevronDown from "lucide-react/icons/chevron-down";
import css from "./SplitButton.module.css";
import { Button, type ButtonProps } from "./Button.tsx";
import { Menu, type MenuEntry } from "./Menu.tsx";

export interface SplitButtonProps extends ButtonProps {
  /** The variants, in the menu under the small arrow. */
  menu: readonly MenuEntry[];
  /** Names the arrow, e.g. "More ways to create". */
  menuLabel: string;
}

/** A button whose common case is one click and whose variants are in a menu beside it. */
export function SplitButton({ menu, menuLabel, look = "default", size = "sm", ...rest }: SplitButtonProps) {
  return (
    <span className={css.split} data-look={look}>
      <Button {...rest} look={look} size={size} className={css.main} />
      <Menu entries={menu} label={menuLabel} align="end">
        <Button look={look} size={size} className={css.arrow} aria-label={menuLabel}><ChevronDown /></Button>
      </Menu>
    </span>
  );
}
