import Search from "lucide-react/icons/search";
import { useEffect, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { TextInput } from "#shared/ui/TextInput.tsx";
import css from "./bar.module.css";

/** ms after the last letter */
const PAUSE = 250;

export interface QuickSearchProps {
  q: string;
  onQ: (q: string) => void;
  box: RefObject<HTMLInputElement | null>;
  autoFocus?: boolean;
  onLeave?: () => void;
}

/** Narrows the list while one types. */
export function QuickSearch({ q, onQ, box, autoFocus = false, onLeave }: QuickSearchProps) {
  const { t } = useTranslation("list");
  const [text, setText] = useState(q);
  const sent = useRef(q);
  const latest = useRef(onQ);
  latest.current = onQ;
  // The address changed by other means (another view, "clear filters"): then that is what the box says.
  useEffect(() => {
    if (q === sent.current) return;
    sent.current = q;
    setText(q);
  }, [q]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      latest.current(text);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className={css.search} data-filled={text !== "" || undefined}>
      <TextInput ref={box} aria-label={t("search")} type="search" size="sm" placeholder={t("search")} before={<Search />} clearable autoFocus={autoFocus} value={text} onChange={setText} onBlur={onLeave} onKeyDown={(event) => { if (event.key === "Escape") { setText(""); event.currentTarget.blur(); } }} />
    </div>
  );
}
